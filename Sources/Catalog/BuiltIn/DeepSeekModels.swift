extension BuiltIn {
    static let deepSeek: StaticString = """
        {"id":"deepseek","name":"DeepSeek","protocol":"openai-chat","baseURL":"https://api.deepseek.com",
         "keyVariables":["DEEPSEEK_API_KEY"],"abilities":{"echoesReasoningContent":true,
         "reasoningForm":"thinking+reasoning_effort"},
         "models":[
         {"id":"deepseek-flash","name":"deepseek-flash","context":1000000,"output":393216,
          "abilities":{"reasons":true,"reasoningControl":"effort","structuredOutput":true,"images":true},
          "price":{"input":"0.15","output":"0.6","cacheRead":"0.003","peak":{"factor":"2",
          "since":1786896000,"hours":[[1,4],[6,10]]}}},
         {"id":"deepseek-v4-pro","name":"DeepSeek V4 Pro","context":1000000,"output":384000,
          "released":"2026-04-24","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true},"price":{"input":"0.66","output":"1.98","cacheRead":"0.022",
          "peak":{"factor":"2","since":1786896000,"hours":[[1,4],[6,10]]}}},
         {"id":"deepseek-v4-flash","name":"DeepSeek V4 Flash","context":1000000,"output":384000,
          "released":"2026-04-24","status":"deprecated","abilities":{"reasons":true,
          "reasoningControl":"effort","structuredOutput":true},"price":{"input":"0.15","output":"0.6",
          "cacheRead":"0.003","peak":{"factor":"2","since":1786896000,"hours":[[1,4],[6,10]]}}}
         ]}
        """
}
