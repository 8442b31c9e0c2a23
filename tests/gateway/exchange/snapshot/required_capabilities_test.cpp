#include "gateway/exchange/snapshot/required_capabilities.h"

#include "gateway/exchange/snapshot/snapshot.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

RequiredCapabilities requiredOf(Format client, const std::string& fields)
{
    std::string body = R"({"model":"m",")" + std::string(protocol::formatInfo(client).shape.messages) + R"(":[])" + fields + "}";
    const std::size_t size = body.size();
    body.append(protocol::kJsonPadding, ' ');
    const std::string_view view = std::string_view(body).substr(0, size);
    protocol::RequestOutlineReader reader;
    const auto outline = reader.read(view, protocol::formatInfo(client).shape);
    REQUIRE(outline);
    return requiredCapabilities(client, *outline, view);
}

Provider speaking(const std::vector<Format>& formats, const protocol::FormatQuirks& quirks)
{
    Provider provider;
    for (const Format format : formats) {
        Access& access = provider.accesses.emplace_back();
        access.format = format;
        access.endpoint.formatQuirks = quirks;
    }
    return provider;
}

} // namespace

TEST_CASE("determines the state and tools that a Responses request requires")
{
    struct Row {
        const char* fields;
        RequiredCapabilities required;
    };
    const RequiredCapabilities none;
    const RequiredCapabilities state{.state = true};
    const auto row = GENERATE_COPY(values<Row>({
        {"", state}, // the default is true
        {R"(,"store":null)", state},
        {R"(,"store":true)", state},
        {R"(,"store":false)", none},
        {R"(,"store":false,"stream":true,"include":["reasoning.encrypted_content"],"prompt_cache_key":"k")", none},
        {R"(,"store":false,"previous_response_id":"resp_1")", state},
        {R"(,"store":false,"previous_response_id":null)", none},
        {R"(,"store":false,"conversation":"conv_1")", state},
        {R"(,"store":false,"conversation":{"id":"conv_1"})", state},
        {R"(,"store":false,"conversation":null)", none},
        {R"(,"store":false,"background":true)", state},
        {R"(,"store":false,"background":false)", none},
        {R"(,"store":false,"metadata":{"a":[{"type":"item_reference","id":"msg_1"}]})", state},
        {R"(,"store":false,"metadata":{"a":[{"type":"compaction_trigger"}]})", state},
        {R"(,"store":false,"tools":[])", none},
        {R"(,"store":false,"tools":[{"type":"function","name":"f"}])", none},
        {R"(,"store":false,"tools":[{"type":"function","name":"f"},{"type":"custom","name":"g"}])", {.makersTools = true, .toolTypes = {"custom"}}},
        {R"(,"store":false,"tools":[{"type":"namespace","name":"cal","tools":[{"type":"function","name":"add"}]}])", {.makersTools = true, .toolTypes = {"namespace"}}},
        {R"(,"store":false,"tools":[{"type":"tool_search","execution":"client"}])", {.makersTools = true, .toolTypes = {"tool_search"}}},
        {R"(,"store":false,"tools":[{"type":"function","name":"custom"}])", none}, // only a name
        {R"(,"store":false,"tool_choice":"required","tools":[{"type":"function","name":"f"}])", {.forcedCall = true}},
        {R"(,"store":false,"tool_choice":{"type":"function","name":"f"},"tools":[{"type":"function","name":"f"}])", {.forcedCall = true}},
        {R"(,"store":false,"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[]},"tools":[{"type":"function","name":"f"}])", {}}, // handled by the gateway
        {R"(,"store":false,"tools":[{"type":"web_search"}])", {.toolTypes = {"web_search"}}},
        {R"(,"store":false,"tools":[{"type":"shell"},{"type":"mcp","server_label":"a"},{"type":"mcp","server_label":"b"}])", {.toolTypes = {"shell", "mcp"}}},
        {R"(,"store":false,"text":{"format":{"type":"json_object"}},"tools":[{"type":"function","name":"f"}])", {.formBesideTools = true}},
        {R"(,"store":false,"text":{"format":{"type":"json_object"}})", none},
        {R"(,"store":false,"text":{"format":{"type":"text"}},"tools":[{"type":"function","name":"f"}])", none},
        {R"(,"store":false,"tools":["f"])", none}, // left for the host to reject
        {R"(,"store":false,"input":[{"type":"additional_tools","tools":[]}])", {.toolItems = true}},
        {R"(,"store":false,"input":[{"type":"agent_message","content":[]}])", {.toolItems = true}},
        {R"(,"store":false,"input":[{"type":"custom_tool_call","call_id":"c","name":"apply_patch","input":""}])", {.toolItems = true}},
        {R"(,"store":false,"input":[{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}])", none},
    }));
    CAPTURE(row.fields);
    CHECK((requiredOf(Format::OpenAiResponses, row.fields) == row.required));
}

TEST_CASE("detects requests for single calls or several answers")
{
    struct Row {
        Format client;
        const char* fields;
        RequiredCapabilities required;
    };
    const RequiredCapabilities none;
    const RequiredCapabilities oneCall{.oneCall = true};
    const RequiredCapabilities several{.severalAnswers = true};
    const auto row = GENERATE_COPY(values<Row>({
        {Format::OpenAiChat, "", none},
        {Format::OpenAiChat, R"(,"n":1)", none},
        {Format::OpenAiChat, R"(,"n":null)", none},
        {Format::OpenAiChat, R"(,"n":2)", several},
        {Format::OpenAiChat, R"(,"n": 3)", several},
        {Format::OpenAiChat, R"(,"parallel_tool_calls":false)", none}, // no tools
        {Format::OpenAiChat, R"(,"parallel_tool_calls":true,"tools":[{"type":"function","function":{"name":"f"}}])", none},
        {Format::OpenAiChat, R"(,"parallel_tool_calls":false,"tools":[{"type":"function","function":{"name":"f"}}])", oneCall},
        {Format::OpenAiChat, R"(,"parallel_tool_calls":false,"tool_choice":"auto","tools":[{"type":"function","function":{"name":"f"}}])", oneCall},
        {Format::OpenAiChat, R"(,"parallel_tool_calls":false,"tool_choice":"required","tools":[{"type":"function","function":{"name":"f"}}])", {.oneCall = true, .forcedCall = true}},
        {Format::OpenAiChat, R"(,"tools":[{"type":"custom","custom":{"name":"g"}}])", {.makersTools = true}},
        {Format::OpenAiChat, R"(,"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[]}},"tools":[{"type":"function","function":{"name":"f"}}])", {.makersTools = true, .forcedCall = true}},
        {Format::OpenAiChat, R"(,"stop":"END")", {.stops = 1}},
        {Format::OpenAiChat, R"(,"stop":["a","b","c"])", {.stops = 3}},
        {Format::OpenAiChat, R"(,"stop":null)", none},
        {Format::OpenAiChat, R"(,"stop":[])", none},
        {Format::OpenAiChat, R"(,"response_format":{"type":"json_object"})", {.json = true}},
        {Format::OpenAiChat, R"(,"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{}}})", {.json = true, .schema = true}},
        {Format::OpenAiChat, R"(,"response_format":{"type":"text"})", none},
        {Format::OpenAiChat, R"(,"function_call":{"name":"f"},"functions":[{"name":"f"}])", {.forcedCall = true}},
        {Format::OpenAiResponses, R"(,"store":false,"parallel_tool_calls":false,"tools":[{"type":"function","name":"f"}])", oneCall},
        {Format::Anthropic, R"(,"tool_choice":{"type":"auto"})", none},
        {Format::Anthropic, R"(,"tool_choice":{"type":"auto","disable_parallel_tool_use":false})", none},
        {Format::Anthropic, R"(,"tool_choice":{"type":"auto","disable_parallel_tool_use":true})", oneCall},
        {Format::Anthropic, R"(,"tool_choice":{"type":"any","disable_parallel_tool_use":true})", {.forcedCall = true}}, // not supported by every target
        {Format::Anthropic, R"(,"n":2)", none},
        {Format::Anthropic, R"(,"tools":[{"type":"custom","name":"f"},{"name":"g"},{"type":"bash_20250124","name":"bash"}])", {.toolTypes = {"bash_20250124"}}},
        {Format::Anthropic, R"(,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":8}])", {.toolTypes = {"web_search_20250305"}}},
        {Format::Anthropic, R"(,"tools":[{"type":"function","name":"f","input_schema":{"type":"object"}},{"type":"quantum_1","name":"q"}])", {.toolTypes = {"quantum_1"}}},
        {Format::Anthropic, R"(,"tools":[{"type":"function","name":"f","input_schema":null}])", {.toolTypes = {"function"}}},
        // JSON with tools
        {Format::OpenAiChat, R"(,"response_format":{"type":"json_object"},"tools":[])", {.json = true}},
        {Format::OpenAiChat, R"(,"response_format":{"type":"text"},"tools":[{"type":"function","function":{"name":"f"}}])", none},
        {Format::OpenAiChat, R"(,"response_format":{"type":"json_object"},"tools":[{"type":"function","function":{"name":"f"}}])", {.formBesideTools = true, .json = true}},
        {Format::OpenAiChat, R"(,"response_format":{"type":"json_schema","json_schema":{"name":"n"}},"functions":[{"name":"f"}])", {.formBesideTools = true, .json = true, .schema = true}},
        {Format::OllamaChat, R"(,"n":2,"parallel_tool_calls":false)", none},
    }));
    CAPTURE(row.fields);
    CHECK((requiredOf(row.client, row.fields) == row.required));
}

TEST_CASE("a request requires its hosted tools if nothing useful remains without them")
{
    struct Row {
        Format client;
        const char* fields;
        bool needs;
    };
    const auto row = GENERATE(values<Row>({
        {Format::OpenAiResponses, R"(,"tools":[{"type":"web_search"},{"type":"shiny_tool"}])", true},
        {Format::OpenAiResponses, R"(,"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", false},
        {Format::OpenAiResponses, R"(,"tools":[{"type":"web_search"},{"type":"custom","name":"f"}])", false}, // sent as a function
        {Format::OpenAiResponses, R"(,"tool_choice":"none","tools":[{"type":"web_search"}])", false},
        {Format::OpenAiResponses, R"(,"tool_choice":"required","tools":[{"type":"web_search"},{"type":"function","name":"f"}])", false},
        {Format::OpenAiResponses, R"(,"tool_choice":{"type":"web_search"},"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", true},
        {Format::OpenAiResponses, R"(,"tool_choice":{"type":"function","name":"f"},"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", false},
        {Format::OpenAiResponses, R"(,"tool_choice":{"type":"allowed_tools","mode":"required","tools":[{"type":"web_search"}]},"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", true},
        {Format::OpenAiResponses, R"(,"tool_choice":{"type":"allowed_tools","mode":"auto","tools":[{"type":"web_search"}]},"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", false},
        {Format::OpenAiResponses, R"(,"background":true,"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", true},
        {Format::OpenAiResponses, R"(,"background":false,"tools":[{"type":"web_search"},{"type":"function","name":"f"}])", false},
        {Format::OpenAiResponses, R"(,"conversation":"conv_1","tools":[{"type":"web_search"},{"type":"function","name":"f"}])", true},
        {Format::Anthropic, R"(,"tools":[{"type":"bash_20250124","name":"bash"}])", true},
        {Format::Anthropic, R"(,"tools":[{"type":"bash_20250124","name":"bash"},{"name":"f","input_schema":{}}])", false},
        {Format::Anthropic, R"(,"tool_choice":{"type":"tool","name":"bash"},"tools":[{"type":"bash_20250124","name":"bash"},{"name":"f","input_schema":{}}])", true},
        {Format::Anthropic, R"(,"tool_choice":{"type":"tool","name":"f"},"tools":[{"type":"bash_20250124","name":"bash"},{"name":"f","input_schema":{}}])", false},
    }));
    CAPTURE(row.fields);
    std::string body = R"({"model":"m",")" + std::string(protocol::formatInfo(row.client).shape.messages) + R"(":[])" + row.fields + "}";
    const std::size_t size = body.size();
    body.append(protocol::kJsonPadding, ' ');
    const std::string_view view = std::string_view(body).substr(0, size);
    protocol::RequestOutlineReader reader;
    const auto outline = reader.read(view, protocol::formatInfo(row.client).shape);
    REQUIRE(outline);
    CHECK(needsHostedTools(row.client, *outline, view) == row.needs);
}

TEST_CASE("uses the client's own API if it has the required capabilities or is the only one")
{
    const protocol::FormatQuirks kStateless{.statelessResponses = true};
    const protocol::FormatQuirks kFunctions{.foreignSignatures = true, .statelessResponses = true};
    const protocol::FormatQuirks kTakesSearch{.foreignSignatures = true, .responsesTools = {"web_search", "mcp"}};
    const protocol::FormatQuirks kEngine{.foreignSignatures = true, .messagesTools = {}};
    const protocol::FormatQuirks kOllama{.foreignSignatures = true, .messagesTools = {"web_search"}};
    const protocol::FormatQuirks kRelay{.foreignSignatures = true, .relaysClaude = true};
    const RequiredCapabilities state{.state = true};
    const RequiredCapabilities items{.toolItems = true};
    const RequiredCapabilities search{.toolTypes = {"web_search"}};
    const std::vector chatFirst{Format::OpenAiChat, Format::OpenAiResponses, Format::Anthropic};
    const std::vector ollama{Format::OpenAiChat, Format::OpenAiResponses, Format::OllamaChat, Format::Anthropic};
    const std::vector responsesFirst{Format::OpenAiResponses, Format::Anthropic};
    struct Row {
        std::vector<Format> formats;
        protocol::FormatQuirks quirks;
        RequiredCapabilities required;
        Format client;
        std::string model;
        Format asked;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {chatFirst, {}, {.state = true, .toolTypes = {"web_search"}}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kStateless, {}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kStateless, search, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kStateless, state, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, kStateless, state, Format::OpenAiResponses, "gpt-5.4", Format::OpenAiChat},
        {chatFirst, kFunctions, {}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kFunctions, search, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {responsesFirst, kStateless, state, Format::OpenAiResponses, "m", Format::Anthropic},
        {{Format::OpenAiResponses}, kStateless, state, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {{Format::OpenAiChat, Format::OpenAiResponses, Format::OllamaChat}, kFunctions, state, Format::OpenAiResponses,
            "m", Format::OllamaChat},
        {chatFirst, {}, items, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, {.foreignSignatures = true}, items, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, state, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kFunctions, items, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {{Format::OpenAiResponses}, {.foreignSignatures = true}, items, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        // single calls, several answers
        {chatFirst, {}, {.oneCall = true}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, {}, {.oneCall = true}, Format::Anthropic, "m", Format::Anthropic},
        {chatFirst, {.foreignSignatures = true}, {.oneCall = true}, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, {.oneCall = true}, Format::Anthropic, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, {.oneCall = true}, Format::OpenAiChat, "m", Format::OpenAiChat},
        {{Format::Anthropic}, {.foreignSignatures = true}, {.oneCall = true}, Format::Anthropic, "m", Format::Anthropic},
        {ollama, kFunctions, {}, Format::OpenAiChat, "m", Format::OpenAiChat},
        {ollama, kFunctions, {.oneCall = true}, Format::OpenAiChat, "m", Format::OllamaChat},
        {ollama, kFunctions, {.severalAnswers = true}, Format::OpenAiChat, "m", Format::OllamaChat},
        {ollama, kFunctions, {.oneCall = true}, Format::Anthropic, "m", Format::OllamaChat},
        {{Format::OpenAiChat, Format::Gemini}, {}, {.severalAnswers = true}, Format::OpenAiChat, "m", Format::Gemini},
        {{Format::OpenAiChat, Format::Cohere}, {}, {.oneCall = true}, Format::OpenAiChat, "m", Format::Cohere},
        {{Format::OpenAiChat}, {}, {.oneCall = true, .severalAnswers = true}, Format::OpenAiChat, "m", Format::OpenAiChat},
        // tools that only the vendor supports, and forced calls
        {chatFirst, {}, {.makersTools = true, .toolTypes = {"custom"}}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, {.foreignSignatures = true}, {.makersTools = true, .toolTypes = {"custom"}}, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, {.forcedCall = true}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {ollama, kFunctions, {.forcedCall = true}, Format::OpenAiChat, "m", Format::OllamaChat},
        {ollama, kFunctions, {.forcedCall = true}, Format::OpenAiChat, "gpt-5.4", Format::OllamaChat},
        {ollama, kFunctions, {.forcedCall = true}, Format::Anthropic, "m", Format::OllamaChat},
        {ollama, kFunctions, {.forcedCall = true}, Format::OpenAiResponses, "m", Format::OllamaChat},
        // tools that some hosts support
        {chatFirst, {.foreignSignatures = true}, search, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, {.toolTypes = {"shell"}}, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, kTakesSearch, search, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kTakesSearch, {.toolTypes = {"mcp", "web_search"}}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, kTakesSearch, {.toolTypes = {"web_search", "quantum"}}, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true, .responsesTools = {"*"}}, {.toolTypes = {"quantum"}}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {{Format::OpenAiResponses}, {.foreignSignatures = true}, search, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        {chatFirst, {.foreignSignatures = true, .jsonOrTools = true}, {.formBesideTools = true, .json = true}, Format::OpenAiResponses, "m", Format::OpenAiChat},
        {chatFirst, {.foreignSignatures = true}, {.formBesideTools = true, .json = true}, Format::OpenAiResponses, "m", Format::OpenAiResponses},
        // the same for Messages, with undated types
        {chatFirst, kEngine, {.toolTypes = {"web_search_20250305"}}, Format::Anthropic, "m", Format::OpenAiChat},
        {chatFirst, kEngine, {.toolTypes = {"bash_20250124", "text_editor_20250728"}}, Format::Anthropic, "claude-sonnet-4-5", Format::OpenAiChat},
        {chatFirst, kEngine, {.toolTypes = {"quantum"}}, Format::Anthropic, "m", Format::OpenAiChat},
        {chatFirst, kEngine, {.toolTypes = {"tool_search_tool_regex_20251119"}}, Format::Anthropic, "m", Format::Anthropic}, // handled by the gateway
        {chatFirst, kEngine, {}, Format::Anthropic, "m", Format::Anthropic},
        {ollama, kOllama, {.toolTypes = {"web_search_20260209"}}, Format::Anthropic, "m", Format::Anthropic},
        {ollama, kOllama, {.toolTypes = {"web_search_2026"}}, Format::Anthropic, "m", Format::OllamaChat}, // not a date
        {ollama, kOllama, {.toolTypes = {"web_search_20250305", "bash_20250124"}}, Format::Anthropic, "m", Format::OllamaChat},
        {chatFirst, kRelay, {.toolTypes = {"web_search_20250305", "bash_20250124", "quantum"}}, Format::Anthropic, "m", Format::Anthropic},
        {chatFirst, {}, {.toolTypes = {"memory_20250818"}}, Format::Anthropic, "m", Format::Anthropic},
        {{Format::Anthropic}, kEngine, {.toolTypes = {"bash_20250124"}}, Format::Anthropic, "m", Format::Anthropic}, // no other endpoint exists
        // other clients of such a provider
        {chatFirst, kStateless, state, Format::Anthropic, "m", Format::Anthropic},
        {chatFirst, kStateless, {}, Format::Gemini, "gpt-5.4", Format::OpenAiResponses},
    }));
    CAPTURE(row.formats.size(), row.required.state, row.required.toolTypes.size(), row.model);
    const Provider provider = speaking(row.formats, row.quirks);
    const Access* const access = accessFor(provider, row.client, row.model, row.required);
    REQUIRE(access);
    CHECK((access->format == row.asked));
}
