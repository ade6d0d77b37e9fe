/// Clouds that host the models of others and take a bearer token or a key. Their addresses and the names of their
/// deployments are the account's own: what stands in braces comes from the environment.
extension BuiltIn {
    static let azure: StaticString = """
        {"id":"azure-openai","name":"Azure OpenAI","protocol":"openai-chat",
         "baseURL":"https://{{env.AZURE_RESOURCE_NAME}}.openai.azure.com/openai/v1",
         "keyVariables":["AZURE_OPENAI_API_KEY","AZURE_API_KEY"],"auth":"api-key",
         "abilities":{"outputCapField":"max_completion_tokens"}}
        """

    static let bedrock: StaticString = """
        {"id":"bedrock","name":"Amazon Bedrock","protocol":"openai-chat",
         "baseURL":"https://bedrock-runtime.{{env.AWS_REGION}}.amazonaws.com/openai/v1",
         "keyVariables":["AWS_BEARER_TOKEN_BEDROCK"],
         "models":[
         {"id":"openai.gpt-oss-120b-1:0","name":"gpt-oss-120b","context":128000,"output":16384,
          "released":"2025-08-05","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true},"price":{"input":"0.15","output":"0.6"}}
         ]}
        """

    static let bedrockMessages: StaticString = """
        {"id":"bedrock-anthropic","name":"Amazon Bedrock (Anthropic Messages)","protocol":"anthropic",
         "baseURL":"https://bedrock-runtime.{{env.AWS_REGION}}.amazonaws.com/anthropic",
         "keyVariables":["AWS_BEARER_TOKEN_BEDROCK"],"auth":"bearer",
         "models":[
         {"id":"global.anthropic.claude-haiku-4-5-20251001-v1:0","name":"Claude Haiku 4.5 (Global)",
          "context":200000,"output":64000,"released":"2025-10-15","abilities":{"cacheMinimum":4096,
          "reasons":true,"reasoningControl":"budget","structuredOutput":true,"images":true},
          "price":{"input":"1","output":"5","cacheRead":"0.1","cacheWriteShort":"1.25"}},
         {"id":"global.anthropic.claude-opus-4-8","name":"Claude Opus 4.8 (Global)","context":1000000,
          "output":128000,"released":"2026-05-28","abilities":{"reasons":true,"reasoningControl":"effort",
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"5","output":"25",
          "cacheRead":"0.5","cacheWriteShort":"6.25"}},
         {"id":"global.anthropic.claude-opus-5","name":"Claude Opus 5 (Global)","context":1000000,
          "output":128000,"abilities":{"cacheMinimum":512,"reasons":true,"reasoningControl":"effort",
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"5","output":"25",
          "cacheRead":"0.5","cacheWriteShort":"6.25"}},
         {"id":"global.anthropic.claude-sonnet-4-6","name":"Claude Sonnet 4.6 (Global)","context":1000000,
          "output":64000,"released":"2026-02-17","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"images":true},"price":{"input":"3","output":"15","cacheRead":"0.3",
          "cacheWriteShort":"3.75"}},
         {"id":"global.anthropic.claude-sonnet-5","name":"Claude Sonnet 5 (Global)","context":1000000,
          "output":128000,"released":"2026-06-30","abilities":{"reasons":true,"reasoningControl":"effort",
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"2","output":"10",
          "cacheRead":"0.2","cacheWriteShort":"2.5"}},
         {"id":"us.anthropic.claude-haiku-4-5-20251001-v1:0","name":"Claude Haiku 4.5 (US)",
          "context":200000,"output":64000,"released":"2025-10-15","abilities":{"cacheMinimum":4096,
          "reasons":true,"reasoningControl":"budget","structuredOutput":true,"images":true},
          "price":{"input":"1.1","output":"5.5","cacheRead":"0.11","cacheWriteShort":"1.375"}},
         {"id":"us.anthropic.claude-opus-4-8","name":"Claude Opus 4.8 (US)","context":1000000,
          "output":128000,"released":"2026-05-28","abilities":{"reasons":true,"reasoningControl":"effort",
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"5.5",
          "output":"27.5","cacheRead":"0.55","cacheWriteShort":"6.875"}},
         {"id":"us.anthropic.claude-opus-5","name":"Claude Opus 5 (US)","context":1000000,"output":128000,
          "abilities":{"cacheMinimum":512,"reasons":true,"reasoningControl":"effort","temperature":false,
          "structuredOutput":true,"images":true},"price":{"input":"5.5","output":"27.5",
          "cacheRead":"0.55","cacheWriteShort":"6.875"}},
         {"id":"us.anthropic.claude-sonnet-4-6","name":"Claude Sonnet 4.6 (US)","context":1000000,
          "output":64000,"released":"2026-02-17","abilities":{"reasons":true,"reasoningControl":"effort",
          "structuredOutput":true,"images":true},"price":{"input":"3.3","output":"16.5",
          "cacheRead":"0.33","cacheWriteShort":"4.125"}},
         {"id":"us.anthropic.claude-sonnet-5","name":"Claude Sonnet 5 (US)","context":1000000,
          "output":128000,"released":"2026-06-30","abilities":{"reasons":true,"reasoningControl":"effort",
          "temperature":false,"structuredOutput":true,"images":true},"price":{"input":"2.2","output":"11",
          "cacheRead":"0.22","cacheWriteShort":"2.75"}}
         ]}
        """

    static let vertex: StaticString = """
        {"id":"vertex","name":"Google Vertex AI","protocol":"gemini",
         "baseURL":"https://{{env.GOOGLE_CLOUD_LOCATION}}-aiplatform.googleapis.com/v1/projects/{{env.GOOGLE_CLOUD_PROJECT}}/locations/{{env.GOOGLE_CLOUD_LOCATION}}/publishers/google",
         "keyVariables":["GOOGLE_OAUTH_ACCESS_TOKEN","CLOUDSDK_AUTH_ACCESS_TOKEN"],"auth":"bearer"}
        """

    static let vertexMessages: StaticString = """
        {"id":"vertex-anthropic","name":"Google Vertex AI (Anthropic Messages)","protocol":"anthropic",
         "baseURL":"https://{{env.GOOGLE_CLOUD_LOCATION}}-aiplatform.googleapis.com/v1/projects/{{env.GOOGLE_CLOUD_PROJECT}}/locations/{{env.GOOGLE_CLOUD_LOCATION}}/publishers/anthropic",
         "keyVariables":["GOOGLE_OAUTH_ACCESS_TOKEN","CLOUDSDK_AUTH_ACCESS_TOKEN"],"auth":"bearer",
         "path":"/models/{model}:streamRawPredict","version":"vertex-2023-10-16"}
        """
}
