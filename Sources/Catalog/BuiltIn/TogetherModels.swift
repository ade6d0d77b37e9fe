extension BuiltIn {
    static let together: StaticString = """
        {"id":"togetherai","name":"Together AI","protocol":"openai-chat",
         "baseURL":"https://api.together.ai/v1","keyVariables":["TOGETHER_API_KEY"],
         "abilities":{"reasoningForm":"reasoning.enabled+reasoning_effort"},
         "models":[
         {"id":"MiniMaxAI/MiniMax-M3","name":"MiniMax-M3","context":524288,"output":250000,
          "released":"2026-06-12","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"images":true},"price":{"input":"0.3","output":"1.2",
          "cacheRead":"0.06"}},
         {"id":"Qwen/Qwen3.6-Plus","name":"Qwen3.6 Plus","context":1000000,"output":500000,
          "released":"2026-04-30","abilities":{"reasons":true,"reasoningControl":"effort"},
          "price":{"input":"0.5","output":"3"}},
         {"id":"deepseek-ai/DeepSeek-V4-Pro","name":"DeepSeek V4 Pro","context":512000,"output":384000,
          "released":"2026-04-24","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"echoesReasoningContent":true},"price":{"input":"1.74","output":"3.48",
          "cacheRead":"0.2"}},
         {"id":"moonshotai/Kimi-K3","name":"Kimi K3","context":1048576,"output":131072,
          "abilities":{"reasons":true,"reasoningControl":"effort","temperature":false,
          "structuredOutput":true,"images":true,"echoesReasoningContent":true},"price":{"input":"3",
          "output":"15","cacheRead":"0.3"}},
         {"id":"openai/gpt-oss-120b","name":"GPT OSS 120B","context":131072,"output":131072,
          "released":"2025-08-05","abilities":{"reasons":true,"reasoningControl":"effort"},
          "price":{"input":"0.15","output":"0.6"}},
         {"id":"zai-org/GLM-5.2","name":"GLM-5.2","context":512000,"output":164000,
          "released":"2026-06-16","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"echoesReasoningContent":true},"price":{"input":"1.4","output":"4.4",
          "cacheRead":"0.26"}}
         ]}
        """
}
