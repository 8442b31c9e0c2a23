#include "gateway/protocol/conversation/adaptation/rendered_tool.h"

#include "gateway/core/json/json.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("renders input and output of provider tools as text")
{
    constexpr Format kOurs = Format::OpenAiResponses;
    constexpr Format kClaude = Format::Anthropic;
    constexpr Format kGemini = Format::Gemini;
    struct Row {
        Format format;
        const char* item;
        const char* told;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE_COPY(values<Row>({
        // remote tools
        {kOurs, R"({"type":"mcp_call","name":"find","server_label":"shop","arguments":"{\"q\":1}","output":"two","error":null})",
            "[Called the tool find of shop:]\n{\"q\":1}\n[It returned:]\ntwo", {}},
        {kOurs, R"({"type":"mcp_call","name":"find","arguments":"{}","output":null,"error":"No such shop."})",
            "[Called the tool find:]\n{}\n[It failed:]\nNo such shop.", {}},
        {kOurs, R"({"type":"mcp_call","name":"find","arguments":"{}","error":{"type":"http_error","code":500}})",
            "[Called the tool find:]\n{}\n[It failed:]\n{\"type\":\"http_error\",\"code\":500}", {}},
        {kOurs, R"({"type":"mcp_call","name":"find","arguments":"{}"})", "[Called the tool find:]\n{}", {}},
        {kOurs, R"({"type":"mcp_call","name":"find","arguments":"","output":""})",
            "[Called the tool find]\n[It returned nothing]", {}},
        {kClaude, R"({"type":"mcp_tool_use","id":"m","name":"find","server_name":"shop","input":{"q":1}})",
            "[Called the tool find of shop:]\n{\"q\":1}", {}},
        {kClaude, R"({"type":"mcp_tool_result","tool_use_id":"m","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]})",
            "[It returned:]\na\nb", {}},
        {kClaude, R"({"type":"mcp_tool_result","tool_use_id":"m","is_error":true,"content":"No."})", "[It failed:]\nNo.", {}},
        {kClaude, R"({"type":"mcp_tool_result","tool_use_id":"m"})", "[It returned nothing]", {}},
        // code
        {kOurs, R"({"type":"code_interpreter_call","code":"1+1","outputs":[{"type":"logs","logs":"2"},{"type":"image","url":"u"}]})",
            "[Ran this code:]\n1+1\n[It returned:]\n2", {"files that code made", "code_interpreter_call.outputs[1].url"}},
        {kOurs, R"({"type":"code_interpreter_call","code":"1+1","outputs":null})", "[Ran this code:]\n1+1", {}},
        {kOurs, R"({"type":"code_interpreter_call","code":null,"outputs":null})", "", {}},
        {kClaude, R"({"type":"server_tool_use","id":"s","name":"code_execution","input":{"code":"1+1"}})", "[Ran this code:]\n1+1", {}},
        {kClaude, R"({"type":"server_tool_use","id":"s","name":"bash_code_execution","input":{"command":"ls"}})",
            "[Ran this code:]\nls", {}},
        {kClaude,
            R"({"type":"code_execution_tool_result","content":{"type":"code_execution_result","stdout":"2","stderr":"","return_code":0,"content":[]}})",
            "[It returned:]\n2", {}},
        {kClaude,
            R"({"type":"bash_code_execution_tool_result","content":{"stdout":"a","stderr":"b","return_code":1,"content":[{"file_id":"f"}]}})",
            "[It failed:]\na\nb", {"files that code made"}},
        {kClaude, R"({"type":"code_execution_tool_result","content":{"error_code":"unavailable"}})", "[It failed:]\nunavailable", {}},
        {kClaude, R"({"type":"code_execution_tool_result","content":{"type":"new_one"}})", "", {}},
        {kGemini, R"({"executableCode":{"language":"PYTHON","code":"2 + 2"}})", "[Ran this code:]\n2 + 2", {}},
        {kGemini, R"({"thoughtSignature":"AAAA","executable_code":{"code":"2 + 2"}})", "[Ran this code:]\n2 + 2", {"thoughtSignature"}},
        {kGemini, R"({"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}})", "[It returned:]\n1", {}},
        {kGemini, R"({"codeExecutionResult":{"outcome":"OUTCOME_DEADLINE_EXCEEDED"}})", "[It failed]", {}},
        // searches
        {kOurs, R"({"type":"web_search_call","action":{"type":"search","query":"cats","sources":[{"type":"url","url":"https://e.com"}]}})",
            "[Searched the web for:]\ncats\n[Found:]\nhttps://e.com", {}},
        {kOurs, R"({"type":"web_search_call","action":{"type":"search","queries":["cats","dogs"]}})",
            "[Searched the web for:]\ncats\ndogs", {}},
        {kOurs, R"({"type":"web_search_call","action":{"type":"open_page","url":"https://e.com"}})",
            "[Opened the page:]\nhttps://e.com", {}},
        {kOurs, R"({"type":"web_search_call","status":"completed"})", "", {}},
        {kClaude, R"({"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"cats"}})",
            "[Searched the web for:]\ncats", {}},
        {kClaude,
            R"({"type":"web_search_tool_result","content":[{"title":"Cats","url":"https://e.com","encrypted_content":"x"},{"url":"https://f.com"}]})",
            "[Found:]\nCats: https://e.com\nhttps://f.com", {"text of what a search found"}},
        {kClaude, R"({"type":"web_search_tool_result","content":[]})", "[Found nothing]", {}},
        {kClaude, R"({"type":"web_search_tool_result","content":{"error_code":"max_uses_exceeded"}})",
            "[It failed:]\nmax_uses_exceeded", {}},
        // agents
        {kOurs, R"({"type":"agent_message","author":"/a","recipient":"/b","content":[{"type":"input_text","text":"Hi"},{"type":"input_text","text":"Go"}]})",
            "[Message from /a to /b:]\nHi\nGo", {}},
        {kOurs, R"({"type":"agent_message","author":"/a","content":[{"type":"encrypted_content","encrypted_content":"x"},{"type":"input_text","text":"Hi"}]})",
            "[Message from /a:]\nHi", {"content of type encrypted_content"}},
        {kOurs, R"({"type":"agent_message","content":[{"type":"encrypted_content","encrypted_content":"x"}]})", "", {"content of type encrypted_content"}},
        {kOurs, R"({"type":"multi_agent_call","call_id":"c","action":"wait_agent","arguments":"{\"ms\":1}"})", "[Called wait_agent:]\n{\"ms\":1}", {}},
        {kOurs, R"({"type":"multi_agent_call_output","call_id":"c","action":"wait_agent","output":[{"type":"output_text","text":"a"},{"type":"output_text","text":"b"}]})",
            "[It returned:]\na\nb", {}},
        {kOurs, R"({"type":"multi_agent_call_output","call_id":"c","output":[]})", "[It returned nothing]", {}},
        // tools found by a search
        {kClaude, R"({"type":"tool_reference","tool_name":"A"})", "Tool A is now available.", {}},
        {kClaude, R"({"type":"tool_reference"})", "", {}},
        {kClaude,
            R"({"type":"tool_search_tool_result","content":{"type":"tool_search_tool_search_result","tool_references":[{"type":"tool_reference","tool_name":"A"},{"type":"tool_reference","tool_name":"B"}]}})",
            "Tool A is now available.\nTool B is now available.", {}},
        {kClaude, R"({"type":"tool_search_tool_result","content":{"type":"tool_search_tool_result_error","error_code":"unavailable"}})", "[It failed:]\nunavailable", {}},
        {kClaude, R"({"type":"server_tool_use","id":"s","name":"tool_search_tool_bm25","input":{"query":"mail"}})", "[Searched the tools for:]\nmail", {}},
        {kOurs, R"({"type":"tool_search_call","execution":"server","arguments":{"paths":["crm"]}})", "[Searched the tools for:]\n{\"paths\":[\"crm\"]}", {}},
        {kOurs, R"({"type":"tool_search_output","tools":[{"type":"namespace","name":"crm","tools":[{"type":"function","name":"get"}]},{"type":"function","name":"ls"}]})",
            "Tool crm__get is now available.\nTool ls is now available.", {}},
        // unknown
        {kOurs, R"({"type":"note","text":"a","content":[{"type":"x","text":"b"},"c",{"type":"image","data":"AAAA"}]})", "a\nb\nc", {"note.content[2].data"}},
        {kClaude, R"({"type":"web_fetch_tool_result","content":{"type":"web_fetch_result","url":"u","content":{"type":"document","source":{"type":"text","data":"Page"}}}})",
            "Page", {"web_fetch_tool_result.content.url"}},
        {kGemini, R"({"note":{"message":"Hi"},"thoughtSignature":"x"})", "Hi", {"thoughtSignature"}},
        {Format::OpenAiChat, R"({"type":"note","message":{"output":"x"}})", "x", {}},
        {kOurs, R"({"type":"deep","content":{"content":{"content":{"content":{"content":"too deep"}}}}})", "", {}},
        // from other formats, or not rendered
        {kClaude, R"({"type":"mcp_call","name":"find","arguments":"{}"})", "", {}},
        {kClaude, R"({"type":"server_tool_use","id":"s","name":"text_editor_code_execution","input":{"command":"view"}})", "", {}},
        {kOurs, R"({"type":"image_generation_call","result":"AAAA"})", "", {}},
        {kOurs, R"({"type":7})", "", {}},
        {kGemini, R"({"toolCall":{"toolType":"GOOGLE_SEARCH_WEB"}})", "", {}},
        {kGemini, "[]", "", {}},
    }));
    CAPTURE(row.item);
    Losses losses;
    CHECK(renderedTool({row.format, parseJson(row.item).value(), {}}, losses) == row.told);
    CHECK(losses.list() == row.losses);
}
