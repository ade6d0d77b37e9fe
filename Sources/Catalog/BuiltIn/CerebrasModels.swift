extension BuiltIn {
    static let cerebras: StaticString = """
        {"id":"cerebras","name":"Cerebras","protocol":"openai-chat",
         "baseURL":"https://api.cerebras.ai/v1","keyVariables":["CEREBRAS_API_KEY"],
         "models":[
         {"id":"gpt-oss-120b","name":"GPT OSS 120B","context":131072,"output":40960,
          "released":"2025-08-05","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true},"price":{"input":"0.35","output":"0.75"}},
         {"id":"gemma-4-31b","name":"Gemma 4 31B IT","context":131072,"output":40960,"status":"beta",
          "abilities":{"reasons":true,"structuredOutput":true,"images":true},"price":{"input":"0.99",
          "output":"1.49"}}
         ]}
        """
}
