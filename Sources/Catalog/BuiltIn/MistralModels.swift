extension BuiltIn {
    static let mistral: StaticString = """
        {"id":"mistral","name":"Mistral","protocol":"openai-chat","baseURL":"https://api.mistral.ai/v1",
         "keyVariables":["MISTRAL_API_KEY"],"abilities":{"streamUsageOption":false,
         "contentChunks":true,"shortCallIDs":true},
         "models":[
         {"id":"mistral-large-4","name":"mistral-large-4","context":1048576,"abilities":{"reasons":true,
          "reasoningControl":"effort","structuredOutput":true,"images":true},"price":{"input":"1.36",
          "output":"4.18","cacheRead":"0.14"}},
         {"id":"mistral-large-2512","name":"Mistral Large 3","context":262144,"output":262144,
          "released":"2024-11-01","abilities":{"images":true},"price":{"input":"0.5","output":"1.5",
          "cacheRead":"0.05"}},
         {"id":"mistral-medium-2604","name":"Mistral Medium 3.5","context":262144,"output":262144,
          "released":"2026-04-29","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"images":true},"price":{"input":"1.5","output":"7.5",
          "cacheRead":"0.15"}},
         {"id":"mistral-small-2603","name":"Mistral Small 4","context":256000,"output":256000,
          "released":"2026-03-16","abilities":{"reasons":true,"reasoningControl":"effort","images":true},
          "price":{"input":"0.15","output":"0.6","cacheRead":"0.015"}},
         {"id":"codestral-2508","name":"codestral-2508","context":128000,"output":128000,
          "abilities":{"structuredOutput":true},"price":{"input":"0.3","output":"0.9","cacheRead":"0.03"}},
         {"id":"ministral-14b-2512","name":"ministral-14b-2512","context":262144,"output":262144,
          "abilities":{"structuredOutput":true,"images":true},"price":{"input":"0.2","output":"0.2",
          "cacheRead":"0.02"}},
         {"id":"ministral-8b-2512","name":"ministral-8b-2512","context":262144,"output":262144,
          "abilities":{"structuredOutput":true,"images":true},"price":{"input":"0.15","output":"0.15",
          "cacheRead":"0.015"}}
         ]}
        """
}
