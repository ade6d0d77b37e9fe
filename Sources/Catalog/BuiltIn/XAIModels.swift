extension BuiltIn {
    static let xAI: StaticString = """
        {"id":"xai","name":"xAI","protocol":"openai-chat","baseURL":"https://api.x.ai/v1",
         "keyVariables":["XAI_API_KEY"],"abilities":{"reasoningOutsideCompletion":true,
         "costField":"cost_in_usd_ticks"},
         "models":[
         {"id":"grok-4.7","name":"Grok 4.7","context":500000,"output":500000,"released":"2026-09-21",
          "abilities":{"reasons":true,"reasoningControl":"effort","structuredOutput":true,"images":true},
          "price":{"input":"2","output":"6","cacheRead":"0.5","above":[{"tokens":200000,"input":"4",
          "output":"12","cacheRead":"1"}],"services":[{"names":["batch"],"input":"1.6","output":"4.8",
          "cacheRead":"0.4","above":[{"tokens":200000,"input":"3.2","output":"9.6","cacheRead":"0.8"}]}]}},
         {"id":"grok-4.6","name":"Grok 4.6","context":500000,"output":500000,"abilities":{"reasons":true,
          "reasoningControl":"effort","structuredOutput":true,"images":true},"price":{"input":"2",
          "output":"6","cacheRead":"0.5","above":[{"tokens":200000,"input":"4","output":"12",
          "cacheRead":"1"}],"services":[{"names":["batch"],"input":"1.6","output":"4.8","cacheRead":"0.4",
          "above":[{"tokens":200000,"input":"3.2","output":"9.6","cacheRead":"0.8"}]}]}},
         {"id":"grok-4.5","name":"Grok 4.5","context":500000,"output":500000,"abilities":{"reasons":true,
          "reasoningControl":"effort","structuredOutput":true,"images":true},"price":{"input":"2",
          "output":"6","cacheRead":"0.3","above":[{"tokens":200000,"input":"4","output":"12",
          "cacheRead":"0.6"}],"services":[{"names":["batch"],"input":"1.6","output":"4.8",
          "cacheRead":"0.24","above":[{"tokens":200000,"input":"3.2","output":"9.6",
          "cacheRead":"0.48"}]}]}},
         {"id":"grok-4.3","name":"Grok 4.3","context":1000000,"output":30000,"released":"2026-04-17",
          "abilities":{"reasons":true,"reasoningControl":"effort","structuredOutput":true,"images":true},
          "price":{"input":"1.25","output":"2.5","cacheRead":"0.2","above":[{"tokens":200000,
          "input":"2.5","output":"5","cacheRead":"0.4"}],"services":[{"names":["batch"],"input":"1",
          "output":"2","cacheRead":"0.16","above":[{"tokens":200000,"input":"2","output":"4",
          "cacheRead":"0.32"}]}]}},
         {"id":"grok-build-0.1","name":"Grok Build 0.1","context":256000,"output":256000,
          "released":"2026-04-16","abilities":{"reasons":true,"structuredOutput":true,"images":true},
          "price":{"input":"1","output":"2","cacheRead":"0.2","above":[{"tokens":200000,"input":"2",
          "output":"4","cacheRead":"0.4"}]}}
         ]}
        """
}
