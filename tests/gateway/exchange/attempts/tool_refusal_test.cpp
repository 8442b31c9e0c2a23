#include "gateway/exchange/attempts/tool_refusal.h"

#include "gateway/protocol/upstream_error.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::exchange;

namespace {

/// A function, then two provider-run tools.
RequestTools toolsOfResponses()
{
    return {*parseJson(R"([{"type":"function","name":"f","parameters":{"type":"object"}},{"type":"web_search"},{"type":"shell"}])"), "function"};
}

RequestTools toolsOfMessages()
{
    return {*parseJson(R"([{"name":"f","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search","max_uses":2},{"type":"computer_20250124","name":"computer"}])"), "custom"};
}

ToolRefusal refusalOf(int status, const std::string& body, const RequestTools& tools) { return toolRefusal(refusalWords(status, body, protocol::readUpstreamError(body).message), tools); }

std::string said(const std::string& message) { return toText(Json{{"error", {{"message", message}}}}); }

} // namespace

TEST_CASE("recognises the rejection of a tool type in any wording")
{
    struct Row {
        int status;
        const char* body;
        bool isOfTools;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":{"message":"Invalid discriminator value. Expected 'function' | 'mcp'","param":"tools.1.type"}})", true},
        {400, R"({"error":{"message":"Invalid","param":"tools.1.type","code":"invalid_string"}})", true},
        {400, R"({"error":{"message":"'type' of tool must be 'function'"}})", true},
        {422, R"({"detail":[{"type":"literal_error","loc":["body","tools",1,"type"],"msg":"Input should be 'function'"}]})", true},
        {501, R"({"error":{"message":"tool type web_search is not implemented"}})", true},
        {400, R"({"error":{"message":"web_search is not supported with this model"}})", true},
        {400, R"({"error":{"message":"Hosted tools are not supported"}})", true},
        {400, R"({"error":{"message":"Web search is not supported with this model.","type":"invalid_request_error"}})", true},
        {400, R"({"error":{"message":"不支持该工具：web_search"}})", true},
        {400, R"({"error":{"message":"Hosted tool 'shell' is not supported with gpt-4.1-nano.","type":"invalid_request_error","param":"tools"}})", true},
        {404, R"({"error":{"message":"Tool 'web_search' not found"}})", true},
        {404, R"({"error":{"message":"web_search is not available for the model m"}})", true},
        {400, R"({"error":{"message":"Only `type:\"function\"` tools are supported on this endpoint.","param":"tools.1.type"}})", true},
        {400, R"({"error":{"message":"Provider returned error","metadata":{"raw":"{\"error\":{\"message\":\"Unsupported tool type: web_search\"}}"}}})", true},
        {500, R"({"error":{"message":"invalid tool type: web_search","type":"internal_server_error"}})", true},
        {500, R"({"error":{"message":"json: cannot unmarshal: invalid tool type \"web_search\""}})", true},
        {500, R"({"error":{"message":"failed to deserialize tools: shell"}})", true},
        {500, R"({"error":{"code":500,"message":"Missing tool name: function","type":"server_error"}})", true},
        {400, R"({"error":{"message":"tool.parameters is required"}})", true},
        {501, R"({"error":{"message":"built-in tools not implemented"}})", true},
        {501, R"({"detail":"Hosted tools are not implemented yet"})", true},
        {400, R"({"error":{"message":"Built-in tools are not available in your region","type":"invalid_request_error"}})", true},
        {403, R"({"error":{"message":"Server-side tools are unavailable on this plan and not available in your country"}})", true},
        {400, R"({"object":"error","message":"1 validation error for ResponsesRequest\ntools.1.WebSearchTool ...","type":"BadRequestError","param":null,"code":400})", true},
        {422, R"({"detail":"2 validation errors for ResponsesRequest\ntools.1.FunctionTool.name\n  Field required\ntools.2.ShellTool\n  Input should be a valid dictionary"})", true},
        {400, R"({"error":{"message":"temperature must be at most 1"}})", false},
        // client errors, which the client must see
        {400, R"({"error":{"message":"Invalid schema for function 'f'","type":"invalid_request_error","param":"tools[0].parameters","code":"invalid_function_parameters"}})", false},
        {400, R"({"error":{"message":"Invalid schema for function 'f': schema must have type 'object'"}})", false},
        {400, R"({"error":{"message":"Invalid type for 'tools[0].parameters.properties': expected object","type":"invalid_request_error"}})", false},
        {400, R"({"error":{"message":"Invalid value: 'tiny'. Supported values are: 'low', 'medium', and 'high'.","param":"tools[1].search_context_size"}})", false},
        {400, R"({"error":{"message":"The following tools cannot be used with reasoning.effort 'minimal': web_search.","type":"invalid_request_error","param":"reasoning.effort"}})", false},
        {400, R"({"error":{"message":"Tool 'web_search' requires a paid plan","type":"invalid_request_error"}})", false},
        {400, R"({"error":{"message":"my_web_search_index is unknown"}})", false},
        {400, R"({"error":{"message":"No tool output found for function call call_1."}})", false},
        {400, R"({"error":{"message":"Tool choice 'function' not found in 'tools' parameter."}})", false},
        {429, R"({"error":{"message":"web_search: too many requests"}})", false},
        {400, R"({"error":{"message":"Missing tool output for function call call_1."}})", false},
        {400, R"({"error":{"message":"Tool function g not found among the functions called"}})", false},
        {400, R"({"object":"error","message":"1 validation error for ResponsesRequest\ntools.1.WebSearchTool.filters\n  Input should be a valid dictionary"})", false},
        {500, R"({"error":{"message":"tool type web_search failed"}})", false},
        {500, R"({"error":{"message":"Unexpected error while running web_search"}})", false},
        {500, R"({"error":{"message":"The tool web_search is currently unavailable"}})", false},
    }));
    CAPTURE(row.status, row.body);
    CHECK((refusalOf(row.status, row.body, toolsOfResponses()) == ToolRefusal::Certain) == row.isOfTools);
    const RequestTools functions{*parseJson(R"([{"type":"function","name":"web_search"},{"type":"function","name":"shell"},{"type":"function","name":"g"}])"), "function"};
    CHECK(refusalOf(row.status, row.body, functions) == ToolRefusal::None); // the request had only functions
}

TEST_CASE("a parser error about a field that only functions have is a rejection of the tool type")
{
    const auto [status, message] = GENERATE(table<int, const char*>({
        {500, "[json.exception.out_of_range.403] key 'input_schema' not found"},
        {400, "[json.exception.out_of_range.403] key 'input_schema' not found"},
        {422, "Failed to deserialize the JSON body into the target type: missing field `input_schema` at line 1 column 300"},
        {500, "KeyError: 'input_schema'"},
        {400, "tools.1.input_schema: Field required"},
        {500, "'type' of tool must be 'function'"},
    }));
    CAPTURE(status, message);
    CHECK(refusalOf(status, said(message), toolsOfMessages()) == ToolRefusal::Certain);
    RequestTools lacking = toolsOfMessages();
    lacking.list[0].erase("input_schema");
    if (std::string(message).find("tool") == std::string::npos)
        CHECK(refusalOf(status, said(message), lacking) == ToolRefusal::None); // the client's function lacks it as well
}

TEST_CASE("the tool's index in the error distinguishes a rejected type from a client error")
{
    struct Row {
        const char* message; ///< '#' stands for the index
        bool isOfType; ///< if it is the index of a provider-run tool
    };
    const auto row = GENERATE(values<Row>({
        {"tools.#.name: Field required", true},
        {"'tools[#]' does not match any allowed schema", true},
        {"Missing required parameter: 'tools[#].name'.", true},
        {"tools -> # -> function -> name: field required", true},
        {"Failed to deserialize the JSON body into the target type: tools[#]: missing field `function` at line 1 column 88", true},
        {"Failed to deserialize the JSON body into the target type: tools[#]: unknown variant `web_search`, expected `function`", true},
        {"1 validation error:\n  {'type': 'missing', 'loc': ('body', 'tools', #, 'FunctionTool', 'name'), 'msg': 'Field required'}", true},
        {"/tools/#/type must be equal to constant", true},
        {"tools.#.custom.input_schema: Field required", true},
        {"tools[#].search_context_size is invalid", false},
        {"tools.#.web_search.user_location: Extra inputs are not permitted", false},
        {"('body', 'tools', #, 'WebSearchTool', 'filters'): Input should be a valid dictionary", false},
        {"litellm.BadRequestError: OpenAIException - Invalid 'tools[#].user_location.country'", false},
    }));
    const auto at = [&row](const std::string& place) {
        std::string message = row.message;
        return said(message.replace(message.find('#'), 1, place));
    };
    CAPTURE(row.message);
    CHECK((refusalOf(400, at("1"), toolsOfResponses()) == ToolRefusal::Certain) == row.isOfType);
    CHECK(refusalOf(400, at("0"), toolsOfResponses()) == ToolRefusal::None); // a function
}

TEST_CASE("reads tool indexes from JSON arrays and from JSON inside text")
{
    const char* const body = GENERATE(
        R"({"detail":[{"type":"missing","loc":["body","tools",#,"function"],"msg":"Field required","input":{"type":"web_search"}}]})",
        R"({"object":"error","message":{"detail":[{"type":"union_tag_invalid","loc":["body","tools",#],"msg":"Input tag 'x' found using 'type' does not match any of the expected tags: 'function'"}]},"type":"invalid_request_error"})",
        R"({"error":{"code":"invalid_prompt","message":"Invalid Responses API request"},"metadata":{"raw":"[\n {\"code\":\"invalid_union\",\"errors\":[[{\"path\":[\"type\"],\"message\":\"Invalid input\"}]],\"path\":[\"tools\",#],\"message\":\"Invalid input\"}]"}})",
        R"({"error":{"code":"invalid_prompt","message":"Invalid Responses API request"},"metadata":{"raw":[{"code":"invalid_union","path":["tools",#],"message":"Invalid input"}]}})");
    const auto at = [body](const std::string& place) {
        std::string text = body;
        return text.replace(text.find('#'), 1, place);
    };
    CAPTURE(body);
    CHECK(refusalOf(400, at("1"), toolsOfResponses()) == ToolRefusal::Certain);
    CHECK(refusalOf(422, at("2"), toolsOfResponses()) == ToolRefusal::Certain);
    CHECK(refusalOf(400, at("0"), toolsOfResponses()) == ToolRefusal::None);
}

TEST_CASE("recognises a tool by its common name without the version of its type")
{
    const auto [message, isOfTools] = GENERATE(table<const char*, bool>({
        {"Web search is not supported", true},
        {"web_search is not supported by this provider", true},
        {"'claude-3-haiku' does not support tool types: web_search_20250305", true},
        {"The computer tool is not available", true},
        {"Unsupported tool: computer", true},
        {"tools.1.web_search_20250305.name: Field required", false}, // the host supports the type
        {"tools.1.max_uses: Input should be greater than 0", false},
        {"This computer is not available", false},
        {"web_search_index is not supported", false},
    }));
    CAPTURE(message);
    CHECK((refusalOf(400, said(message), toolsOfMessages()) == ToolRefusal::Certain) == isOfTools);
}

TEST_CASE("distinguishes an account without a tool from a rejected key by the wording")
{
    const auto [message, isOfTools] = GENERATE(table<const char*, bool>({
        {"Web search is not enabled for your organization", true},
        {"Your organization is not permitted to use web_search", true},
        {"You do not have access to the tool web_search", true},
        {"Hosted tools are not enabled for this workspace", true},
        {"Your account does not have access to this model", false},
        {"Request not allowed", false},
        {"Permission denied", false},
    }));
    CAPTURE(message);
    CHECK((refusalOf(403, said(message), toolsOfResponses()) == ToolRefusal::Certain) == isOfTools);
    CHECK(refusalOf(401, said(message), toolsOfResponses()) == ToolRefusal::None);
}

TEST_CASE("a rejection that mentions tools in other words may concern their type")
{
    const auto [status, message] = GENERATE(table<int, const char*>({
        {400, "Built-in tools are not offered in eu-west"},
        {400, "This deployment runs no hosted tools"},
        {400, "Only client-side tools may be used here"},
        {403, "Server tools are switched off for your workspace"},
        {404, "There is no tool web_search here"},
        {422, "Hosted tools cannot be run by this engine"},
        {500, "No handler for the tool web_search"},
        {500, "unexpected tool kind \"web_search\""},
        {501, "Tools of this kind have yet to come"},
        {400, "平台未提供该工具"},
    }));
    CAPTURE(status, message);
    CHECK(refusalOf(status, said(message), toolsOfResponses()) != ToolRefusal::None);
    const RequestTools functions{*parseJson(R"([{"type":"function","name":"web_search"},{"type":"function","name":"g"}])"), "function"};
    CHECK(refusalOf(status, said(message), functions) == ToolRefusal::None);
}

TEST_CASE("shows client errors about tools to the client")
{
    const auto [status, message] = GENERATE(table<int, const char*>({
        {400, "Too many tools: at most 1 is taken"},
        {400, "Tool names have to be unique"},
        {400, "Tool 'f' has been given twice"},
        {400, "The tool f needs a body"},
        {422, "The description of a tool is too long"},
        {400, "The tools take more context than the model has"},
        {400, "The model 'm' is unknown"},
        {404, "The model `m` does not exist"},
        {500, "Internal Server Error"},
        {500, "Tool runner crashed"},
        {500, "The tool web_search did not respond"},
        {500, "No connection to the backend of tool web_search"},
    }));
    CAPTURE(status, message);
    CHECK(refusalOf(status, said(message), toolsOfResponses()) == ToolRefusal::None);
}

TEST_CASE("a rejection without details may concern a tool")
{
    struct Row {
        int status;
        const char* body;
        ToolRefusal refusal;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":{"code":"invalid_prompt","message":"Invalid Responses API request"},"metadata":null})", ToolRefusal::Possible},
        {422, R"({"detail":"Unprocessable Entity"})", ToolRefusal::Possible},
        {400, "Bad Request", ToolRefusal::Possible},
        {400, R"({"error":{"message":"Invalid request body","type":"invalid_request_error","param":null}})", ToolRefusal::Possible},
        {400, R"({"error":{"message":"Invalid request body","param":"input"}})", ToolRefusal::None},
        {400, R"({"error":{"message":"Invalid Responses API request"},"metadata":{"raw":[{"path":["input",0,"content"],"message":"Invalid input"}]}})", ToolRefusal::None},
        {400, R"({"error":{"message":"Invalid temperature"}})", ToolRefusal::None},
        {500, R"({"error":{"message":"Invalid request"}})", ToolRefusal::None},
        {403, "Bad Request", ToolRefusal::None},
        {400, "", ToolRefusal::None},
    }));
    CAPTURE(row.status, row.body);
    CHECK(refusalOf(row.status, row.body, toolsOfResponses()) == row.refusal);
}
