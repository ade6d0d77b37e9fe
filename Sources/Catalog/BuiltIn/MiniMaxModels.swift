extension BuiltIn {
    static let miniMax: StaticString = """
        {"id":"minimax","name":"MiniMax","protocol":"anthropic",
         "baseURL":"https://api.minimax.io/anthropic","keyVariables":["MINIMAX_API_KEY"],
         "models":[
         {"id":"MiniMax-M3","name":"MiniMax-M3","context":1000000,"output":128000,"released":"2026-06-01",
          "abilities":{"reasons":true,"images":true},"price":{"input":"0.3","output":"1.2",
          "cacheRead":"0.06","above":[{"tokens":512000,"input":"0.6","output":"2.4","cacheRead":"0.12"}]}}
         ]}
        """
}
