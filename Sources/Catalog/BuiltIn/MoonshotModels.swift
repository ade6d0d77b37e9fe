extension BuiltIn {
    static let moonshot: StaticString = """
        {"id":"moonshotai","name":"Moonshot AI","protocol":"openai-chat",
         "baseURL":"https://api.moonshot.ai/v1","keyVariables":["MOONSHOT_API_KEY"],
         "abilities":{"echoesReasoningContent":true},
         "models":[
         {"id":"kimi-k3","name":"Kimi K3","context":1048576,"output":131072,"abilities":{"reasons":true,
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"3","output":"15",
          "cacheRead":"0.3","cacheWriteShort":"3","cacheWriteLong":"6"}},
         {"id":"kimi-k2.7-code","name":"Kimi K2.7 Code","context":262144,"output":262144,
          "released":"2026-06-12","abilities":{"reasons":true,"temperature":false,"structuredOutput":true,
          "images":true},"price":{"input":"0.95","output":"4","cacheRead":"0.19"}},
         {"id":"kimi-k2.6","name":"Kimi K2.6","context":262144,"output":262144,"released":"2026-04-21",
          "abilities":{"reasons":true,"structuredOutput":true,"images":true},"price":{"input":"0.95",
          "output":"4","cacheRead":"0.16"}}
         ]}
        """
}
