extension BuiltIn {
    static let groq: StaticString = """
        {"id":"groq","name":"Groq","protocol":"openai-chat","baseURL":"https://api.groq.com/openai/v1",
         "keyVariables":["GROQ_API_KEY"],"abilities":{"outputCapField":"max_completion_tokens"},
         "models":[
         {"id":"openai/gpt-oss-120b","name":"GPT OSS 120B","context":131072,"output":65536,
          "released":"2025-08-05","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true},"price":{"input":"0.15","output":"0.6","cacheRead":"0.075"}},
         {"id":"openai/gpt-oss-20b","name":"GPT OSS 20B","context":131072,"output":65536,
          "released":"2025-08-05","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true},"price":{"input":"0.075","output":"0.3","cacheRead":"0.0375"}},
         {"id":"qwen/qwen3.6-27b","name":"Qwen3.6 27B","context":131072,"output":16384,
          "abilities":{"reasons":true,"reasoningTags":true,"structuredOutput":true,"images":true},
          "price":{"input":"0.6",
          "output":"3","cacheRead":"0.3"}},
         {"id":"llama-3.3-70b-versatile","name":"Llama 3.3 70B","context":131072,"output":32768,
          "released":"2024-12-06","price":{"input":"0.59","output":"0.79"}},
         {"id":"llama-3.1-8b-instant","name":"Llama 3.1 8B","context":131072,"output":131072,
          "released":"2024-07-23","price":{"input":"0.05","output":"0.08"}}
         ]}
        """
}
