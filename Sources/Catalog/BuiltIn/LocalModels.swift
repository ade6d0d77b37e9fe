extension BuiltIn {
    static let llamaCpp: StaticString = """
        {"id":"llama-cpp","name":"llama.cpp","protocol":"openai-chat",
         "baseURL":"http://127.0.0.1:8080/v1","keyVariables":[]}
        """

    static let lmStudio: StaticString = """
        {"id":"lmstudio","name":"LM Studio","protocol":"openai-chat","baseURL":"http://127.0.0.1:1234/v1",
         "keyVariables":[]}
        """

    static let ollama: StaticString = """
        {"id":"ollama","name":"Ollama","protocol":"openai-chat","baseURL":"http://localhost:11434/v1",
         "keyVariables":[]}
        """

    static let vLLM: StaticString = """
        {"id":"vllm","name":"vLLM","protocol":"openai-chat","baseURL":"http://localhost:8000/v1",
         "keyVariables":["VLLM_API_KEY"],"abilities":{"outputCapField":"max_completion_tokens"}}
        """
}
