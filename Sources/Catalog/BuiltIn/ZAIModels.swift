extension BuiltIn {
    static let zAI: StaticString = """
        {"id":"zai","name":"Z.AI","protocol":"openai-chat","baseURL":"https://api.z.ai/api/paas/v4",
         "keyVariables":["ZAI_API_KEY","ZHIPU_API_KEY"],"abilities":{"echoesReasoningContent":true,
         "reasoningForm":"thinking"},
         "models":[
         {"id":"glm-5.3","name":"glm-5.3","context":1000000,"output":128000,"abilities":{"reasons":true,
          "structuredOutput":true},"price":{"input":"1.4","output":"4.4","cacheRead":"0.26"}},
         {"id":"glm-5.2","name":"GLM-5.2","context":1000000,"output":131072,"released":"2026-06-13",
          "abilities":{"reasons":true,"structuredOutput":true},"price":{"input":"1.4","output":"4.4",
          "cacheRead":"0.26"}},
         {"id":"glm-5.1","name":"GLM-5.1","context":200000,"output":131072,"released":"2026-04-07",
          "abilities":{"reasons":true,"structuredOutput":true},"price":{"input":"1.4","output":"4.4",
          "cacheRead":"0.26"}},
         {"id":"glm-4.7","name":"GLM-4.7","context":204800,"output":131072,"released":"2025-12-22",
          "abilities":{"reasons":true},"price":{"input":"0.6","output":"2.2","cacheRead":"0.11"}}
         ]}
        """
}
