#include "full_requests.h"

#include <array>
#include <string_view>

namespace tests {

using gateway::Json;
using gateway::protocol::Format;

namespace {

struct FullRequest {
    Format client;
    std::string_view body;
};

constexpr std::array kRequests{
    FullRequest{Format::OpenAiChat,
        R"({"messages":[{"role":"system","content":[{"type":"text","text":"Sys"}]},{"role":"user","content":[{"type":"text","text":"Hi",)"
        R"("prompt_cache_breakpoint":{"mode":"explicit"}},{"type":"image_url","image_url":{"url":"https://e.org/a.png","detail":"low"}},{"type":"file",)"
        R"("file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}]},{"role":"assistant","content":"x","tool_calls":[{"id":"c",)"
        R"("type":"function","function":{"name":"f","arguments":"{}"}},{"id":"k","type":"custom","custom":{"name":"g","input":"i"}}],)"
        R"("annotations":[{"type":"url_citation","url_citation":{"url":"https://e.org","title":"t","start_index":0,"end_index":1}}]},{"role":"tool",)"
        R"("tool_call_id":"c","content":[{"type":"text","text":"ok"}]},{"role":"tool","tool_call_id":"k","content":"ok"},{"role":"user","content":"go"}],)"
        R"("tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string","format":"date",)"
        R"("description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false},"strict":false}},{"type":"custom",)"
        R"("custom":{"name":"g","description":"d","format":{"type":"grammar","grammar":{"syntax":"lark","definition":"start: A"}}}}],)"
        R"("tool_choice":{"type":"function","function":{"name":"f"}},"stream_options":{"include_usage":true},"metadata":{"m":"v"},"reasoning":{"effort":"low"},)"
        R"("response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"type":"string","format":"date",)"
        R"("description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false},"strict":true}},"model":"m"})"},
    FullRequest{Format::OpenAiChat,
        R"({"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"x"}],"reasoning_details":[{"type":"reasoning.text",)"
        R"("text":"t","signature":"s","format":"anthropic-claude-v1"}]},{"role":"user","content":"go"}],"tools":[{"type":"function","function":{"name":"f",)"
        R"("parameters":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},)"
        R"("required":["a"],"additionalProperties":false}}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":"function",)"
        R"("function":{"name":"f"}}]}},"prediction":{"type":"content","content":[{"type":"text","text":"p"}]},"audio":{"voice":"a","format":"wav"},)"
        R"("thinking":{"type":"enabled","budget_tokens":2000},"functions":[{"name":"h","parameters":{"type":"object","properties":{"a":{"type":"string",)"
        R"("format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false}}],)"
        R"("function_call":{"name":"h"},"model":"m"})"},
    FullRequest{Format::OpenAiChat,
        R"({"messages":[{"role":"user","content":[{"type":"note","text":"n","sub":{"x":1}}]},{"role":"critic","content":"c","o":{"p":1}},{"role":"assistant",)"
        R"("content":null,"tool_calls":[{"id":"c","type":"mcp","mcp":{"name":"find","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"F"},)"
        R"({"role":"assistant","content":"t"},{"role":"user","content":"x"}],"model":"m"})"},
    FullRequest{Format::OpenAiChat,
        R"({"messages":[{"role":"user","content":"Hi","name":"u"},{"role":"assistant","content":"x","reasoning_content":"t","function_call":{"name":"h",)"
        R"("arguments":"{}"}},{"role":"function","name":"h","content":"ok"},{"role":"user","content":"go"}],"functions":[{"name":"h","description":"d",)"
        R"("parameters":{"type":"object","properties":{}}}],"function_call":{"name":"h"},"stream_options":{"include_usage":true},"stream":true,)"
        R"("thinking":{"type":"enabled","budget_tokens":2000},"model":"m"})"},
    FullRequest{Format::OpenAiResponses,
        R"({"instructions":"I","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"},{"type":"input_image",)"
        R"("image_url":"https://e.org/a.png","detail":"low"},{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}]},)"
        R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"S"}],"content":[{"type":"reasoning_text","text":"R"}],)"
        R"("encrypted_content":"eee"},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"x","annotations":[{"type":"url_citation",)"
        R"("url":"https://e.org","title":"t","start_index":0,"end_index":1}]},{"type":"refusal","refusal":"no"}]},{"type":"function_call","call_id":"c",)"
        R"("name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"ok"}]},{"type":"custom_tool_call",)"
        R"("call_id":"k","name":"g","input":"i"},{"type":"custom_tool_call_output","call_id":"k","output":"ok"},{"type":"local_shell_call","call_id":"s",)"
        R"("id":"ls","action":{"type":"exec","command":["ls"],"env":{}},"status":"completed"},{"type":"local_shell_call_output","id":"ls","output":"o"},)"
        R"({"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search","query":"q"}},{"type":"agent_message","author":"/root/a",)"
        R"("recipient":"/root","trigger":"t","content":[{"type":"input_text","text":"Done","extra":1}]},{"type":"memory_note","text":"n","sub":{"x":1}},)"
        R"({"type":"mcp_call","id":"m1","name":"n","server_label":"l","arguments":"{}","output":"o"},{"type":"message","role":"user","content":"go"}],)"
        R"("tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string","format":"date",)"
        R"("description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false},"strict":false},{"type":"custom",)"
        R"("name":"g","format":{"type":"grammar","syntax":"lark","definition":"start: A"}},{"type":"namespace","name":"ns","description":"d",)"
        R"("tools":[{"type":"function","name":"f","parameters":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},)"
        R"("b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false}}]},{"type":"local_shell"},{"type":"tool_search",)"
        R"("execution":"client","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},)"
        R"("b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false}},{"type":"web_search",)"
        R"("filters":{"allowed_domains":["e.org"]},"user_location":{"type":"approximate","city":"x"}}],"tool_choice":{"type":"function","name":"f"},)"
        R"("reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object",)"
        R"("properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],)"
        R"("additionalProperties":false},"strict":true},"verbosity":"low"},"metadata":{"m":"v"},"stream_options":{"include_obfuscation":false},)"
        R"("prompt_cache_options":{"ttl":"1h"},"context_management":[{"type":"compaction","compact_threshold":1000}],"model":"m"})"},
    FullRequest{Format::OpenAiResponses,
        R"({"input":[{"type":"message","role":"user","content":[{"type":"input_note","text":"n","sub":{"y":1}}]},{"type":"message","role":"critic",)"
        R"("content":[{"type":"input_text","text":"c"}],"o":{"p":1}}],"tools":[{"type":"function","name":"f","parameters":{"type":"object",)"
        R"("properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],)"
        R"("additionalProperties":false}}],"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"}]},"model":"m"})"},
    FullRequest{Format::OpenAiResponses,
        R"({"input":[{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"ns","tools":[{"type":"function","name":"f",)"
        R"("parameters":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},)"
        R"("required":["a"],"additionalProperties":false}}]}]},{"type":"tool_search_call","call_id":"t","execution":"client","arguments":{"q":1}},)"
        R"({"type":"tool_search_output","call_id":"t","execution":"client","status":"completed","tools":[{"type":"function","name":"z",)"
        R"("parameters":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},)"
        R"("required":["a"],"additionalProperties":false}}]},{"type":"message","role":"user","content":"go"}],"model":"m"})"},
    FullRequest{Format::OpenAiResponses,
        R"({"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},{"type":"code_interpreter_call","id":"ci","code":"1",)"
        R"("container_id":"cntr","status":"completed","outputs":[{"type":"logs","logs":"1"},{"type":"image","url":"https://e.org/i.png"}]},)"
        R"({"type":"multi_agent_call","call_id":"x","action":"spawn","arguments":"{}"},{"type":"multi_agent_call_output","call_id":"x","action":"spawn",)"
        R"("output":[{"type":"output_text","text":"S"}]},{"type":"tool_search_call","execution":"server","arguments":{"q":1}},{"type":"tool_search_output",)"
        R"("execution":"server","status":"completed","tools":[{"type":"function","name":"z","parameters":{"type":"object"}}]},{"type":"plan_update",)"
        R"("content":[{"type":"step","text":"First"}]},{"type":"message","role":"user","content":"go"}],"model":"m"})"},
    FullRequest{Format::Anthropic,
        R"({"max_tokens":5000,"system":[{"type":"text","text":"Sys","cache_control":{"type":"ephemeral","ttl":"1h"}}],"messages":[{"role":"user",)"
        R"("content":[{"type":"text","text":"Hi","cache_control":{"type":"ephemeral"}},{"type":"image","source":{"type":"url","url":"https://e.org/a.png"}},)"
        R"({"type":"document","title":"T","source":{"type":"text","media_type":"text/plain","data":"words"},"citations":{"enabled":true}},{"type":"document",)"
        R"("title":"C","source":{"type":"content","content":[{"type":"text","text":"in"}]}},{"type":"search_result","source":"https://e.org","title":"t",)"
        R"("content":[{"type":"text","text":"sr"}],"citations":{"enabled":true}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"t",)"
        R"("signature":"s"},{"type":"redacted_thinking","data":"zzdata"},{"type":"text","text":"x","citations":[{"type":"char_location","cited_text":"w",)"
        R"("document_index":0,"document_title":"T","start_char_index":0,"end_char_index":1}]},{"type":"server_tool_use","id":"srv","name":"web_search",)"
        R"("input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"srv","content":[{"type":"web_search_result","url":"https://e.org","title":"t",)"
        R"("encrypted_content":"e","page_age":"1"}]},{"type":"tool_use","id":"c","name":"f","input":{"a":"1"},"caller":{"type":"direct"}}]},{"role":"user",)"
        R"("content":[{"type":"tool_result","tool_use_id":"c","content":[{"type":"text","text":"ok"},{"type":"image","source":{"type":"base64",)"
        R"("media_type":"image/png","data":"iVBORw0KGgoAAAANSUhEUg=="}},{"type":"search_result","source":"s","title":"t","content":[{"type":"text",)"
        R"("text":"q"}]}]},{"type":"note","text":"n","sub":{"x":1}},{"type":"chart","content":[{"type":"text","text":"Axis"}]}]}],"tools":[{"name":"f",)"
        R"("description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array",)"
        R"("items":{"type":"integer"}}},"required":["a"],"additionalProperties":false},"cache_control":{"type":"ephemeral"}},{"type":"web_search_20250305",)"
        R"("name":"web_search","user_location":{"type":"approximate","city":"x"}}],"tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},)"
        R"("metadata":{"user_id":"u"},"thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"high","format":{"type":"json_schema",)"
        R"("schema":{"type":"object","properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},)"
        R"("required":["a"],"additionalProperties":false}}},"context_management":{"edits":[{"type":"clear_thinking_20251015","keep":"all"}]},"zq":1,"model":"m"})"},
    FullRequest{Format::Anthropic,
        R"({"max_tokens":5000,"messages":[{"role":"user","content":"Hi"}],"thinking":{"type":"enabled","budget_tokens":2000},"model":"m"})"},
    FullRequest{Format::Anthropic,
        R"({"max_tokens":5000,"messages":[{"role":"user","content":"Hi"},{"role":"system","content":[{"type":"text","text":"late"},{"type":"tool_addition",)"
        R"("tool":{"type":"tool_definition","definition":{"name":"n1","input_schema":{"type":"object","properties":{"a":{"type":"string","format":"date",)"
        R"("description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false}}}}]},{"role":"user",)"
        R"("content":"Hi"}],"thinking":{"type":"disabled"},"model":"m"})"},
    FullRequest{Format::Anthropic,
        R"({"max_tokens":5000,"messages":[{"role":"user","content":[{"type":"document","title":"C","context":"x","source":{"type":"content",)"
        R"("content":[{"type":"text","text":"in"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},)"
        R"("citations":{"enabled":false}},{"type":"compaction","content":"Before"}]},{"role":"assistant","content":[{"type":"mcp_tool_use","id":"m","name":"n",)"
        R"("server_name":"s","input":{"a":1}},{"type":"mcp_tool_result","tool_use_id":"m","is_error":false,"content":[{"type":"text","text":"ok"}]},)"
        R"({"type":"server_tool_use","id":"e","name":"code_execution","input":{"code":"1"}},{"type":"code_execution_tool_result","tool_use_id":"e",)"
        R"("content":{"type":"code_execution_result","stdout":"1","stderr":"","return_code":0,"content":[]}},{"type":"advisor_tool_result","tool_use_id":"a",)"
        R"("content":{"type":"advisor_result","text":"Be brief"}},{"type":"text","text":"y"}]},{"role":"user","content":[{"type":"text","text":"go"}]}],)"
        R"("model":"m"})"},
    FullRequest{Format::Gemini,
        R"({"systemInstruction":{"parts":[{"text":"Sys"}]},"contents":[{"role":"user","parts":[{"text":"Hi"},{"inlineData":{"mimeType":"image/png",)"
        R"("data":"AAAA"},"videoMetadata":{"fps":1}},{"text":"z"}]},{"role":"model","parts":[{"text":"t","thought":true,"thoughtSignature":"c2ln"},{"text":"x"},)"
        R"({"functionCall":{"id":"c","name":"f","args":{"a":"1"}}},{"executableCode":{"language":"PYTHON","code":"1"}},)"
        R"({"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]},{"role":"user","parts":[{"functionResponse":{"id":"c","name":"f",)"
        R"("response":{"output":"ok"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}},{"note":{"text":"n"}}]}],)"
        R"("tools":[{"functionDeclarations":[{"name":"f","description":"d","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","format":"date"},)"
        R"("b":{"type":"ARRAY","items":{"type":"INTEGER"}}},"required":["a"],"propertyOrdering":["a","b"]}},{"name":"g","parametersJsonSchema":{"type":"object",)"
        R"("properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],)"
        R"("additionalProperties":false}}]},{"googleSearch":{"timeRangeFilter":{"startTime":"x"}}}],"toolConfig":{"functionCallingConfig":{"mode":"AUTO"},)"
        R"("retrievalConfig":{"latLng":{"latitude":1}}},"safetySettings":[{"category":"HARM_CATEGORY_HATE_SPEECH","threshold":"BLOCK_NONE"}],)"
        R"("generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING"}},)"
        R"("propertyOrdering":["a"]},"thinkingConfig":{"thinkingBudget":100,"includeThoughts":true},)"
        R"("speechConfig":{"voiceConfig":{"prebuiltVoiceConfig":{"voiceName":"x"}}},"imageConfig":{"aspectRatio":"1:1"}}})"},
    FullRequest{Format::OllamaChat,
        R"({"stream":false,"messages":[{"role":"system","content":"Sys"},{"role":"user","content":"Hi","images":["iVBORw0KGgoAAAANSUhEUg=="]},)"
        R"({"role":"assistant","content":"x","thinking":"t","tool_calls":[{"id":"c","function":{"name":"f","arguments":{"a":"1"}}}]},{"role":"tool",)"
        R"("tool_name":"f","content":"ok"}],"tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object",)"
        R"("properties":{"a":{"type":"string","format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],)"
        R"("additionalProperties":false}}}],"options":{"temperature":0.5,"num_ctx":10,"stop":["x"]},"format":{"type":"object","properties":{"a":{"type":"string",)"
        R"("format":"date","description":"d"},"b":{"type":"array","items":{"type":"integer"}}},"required":["a"],"additionalProperties":false},"think":true,)"
        R"("model":"m"})"},
};

} // namespace

std::vector<Json> fullRequests(Format client)
{
    std::vector<Json> requests;
    for (const FullRequest& each : kRequests)
        if (each.client == client)
            requests.push_back(gateway::parseJson(each.body).value());
    return requests;
}

} // namespace tests
