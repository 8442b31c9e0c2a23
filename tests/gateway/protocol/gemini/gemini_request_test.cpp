#include "gateway/protocol/gemini/gemini_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"
#include "gemini_recorded.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

const RequestPlace kPlace{"gemini-2.5-flash", true};
const RequestPlace kThird{"gemini-3.1-pro-preview", false};

Conversation fromChat()
{
    Conversation conversation;
    conversation.origin = Format::OpenAiChat;
    conversation.model = "gemini-2.5-flash";
    conversation.messages.push_back({Role::User, {{Text{"Hi", {}, {}}, {}}}, {}, {}});
    return conversation;
}

Part callOf(const char* id, const char* name, const char* input)
{
    ToolCall call;
    call.id = id;
    call.name = name;
    call.input = input;
    return {call, {}};
}

Part resultOf(const char* id, const char* text, bool isError = false)
{
    ToolResult result;
    result.callId = id;
    result.content.emplace_back(Text{text, {}, {}});
    result.isError = isError;
    return {result, {}};
}

Json written(const Conversation& conversation, std::vector<std::string> losses = {}, WriteTarget target = {})
{
    Losses lost;
    Json body = writeRequest(geminiCodec(), conversation, target, &lost);
    CHECK(lost.list() == losses);
    return body;
}

std::string refusalOf(const Conversation& conversation)
{
    Losses losses;
    const auto body = geminiCodec().writeRequest(conversation, {}, losses);
    REQUIRE_FALSE(body);
    CHECK(body.error().kind == ErrorKind::InvalidRequest);
    return body.error().param;
}

} // namespace

TEST_CASE("recorded Gemini requests survive reading and writing unchanged")
{
    checkRequestIdentity(geminiCodec(), recorded("request_text.json"), kPlace);
    checkRequestIdentity(geminiCodec(), recorded("request_tools.json"), kPlace);
    checkRequestIdentity(geminiCodec(), recorded("request_tools.json"), kThird);
    checkRequestIdentity(geminiCodec(), recorded("request_no_ids.json"), kPlace);
}

TEST_CASE("reads a Gemini request into the neutral form")
{
    const Conversation text = readRequest(geminiCodec(), recorded("request_text.json"), kPlace);
    CHECK(text.model == "gemini-2.5-flash");
    CHECK(text.isStream);
    CHECK(text.messages.size() == 5); // a system message and four contents
    CHECK(text.reasoning.budget == 2048);
    CHECK(text.reasoning.isShown == true);
    CHECK(text.output.kind == OutputFormat::Kind::JsonSchema);
    CHECK(text.sampling.count == 2);
    CHECK(text.metadata.dump() == R"({"team":"red"})");
    const auto& file = std::get<Media>(text.messages[3].parts[1].content);
    CHECK(file.fileId == "https://files.example/v1beta/files/abc-123");
    CHECK(file.url.empty());
    const Conversation film = readRequest(geminiCodec(),
        R"({"contents":[{"parts":[{"fileData":{"fileUri":"https://www.youtube.com/watch?v=9hE5-98ZeCg"}},{"fileData":{"fileUri":"https://youtube.example/a"}}]}]})", kPlace);
    CHECK(std::get<Media>(film.messages[0].parts[0].content).kind == Media::Kind::Video); // which other formats reject
    CHECK(std::get<Media>(film.messages[0].parts[1].content).kind == Media::Kind::File);

    const Conversation tools = readRequest(geminiCodec(), recorded("request_tools.json"), kPlace);
    CHECK(tools.tools.size() == 5);
    CHECK(tools.tools[2].kind == Tool::Kind::BuiltIn);
    CHECK(tools.tools[2].name == "googleSearch");
    CHECK(tools.toolChoice.allowed == std::vector<std::string>{"ls", "picture"});
    const auto& call = std::get<ToolCall>(tools.messages[2].parts[1].content);
    CHECK(call.signature == "c2lnLTE=");
    CHECK(call.input == R"({"path":"/a"})");
    CHECK(std::get<ToolResult>(tools.messages[3].parts[1].content).isError);
    const auto& picture = std::get<ToolResult>(tools.messages[3].parts[2].content);
    CHECK(picture.value.dump() == R"({"width":2,"height":3})");
    CHECK(picture.content.size() == 1);
}

TEST_CASE("accepts both spellings and single values for lists and OpenAPI schemas")
{
    const Conversation conversation = readRequest(geminiCodec(), recorded("request_snake.json"), kThird);
    REQUIRE(conversation.messages.size() == 2);
    CHECK(conversation.messages[0].role == Role::System);
    CHECK(conversation.messages[1].parts.size() == 3);
    CHECK(conversation.sampling.maxTokens == 100);
    CHECK(conversation.sampling.stop == std::vector<std::string>{"x"});
    CHECK(conversation.reasoning.effort == "low");
    CHECK(conversation.toolChoice.kind == ToolChoice::Kind::Named);
    CHECK(conversation.toolChoice.name == "set");
    CHECK(conversation.output.schema.dump() == R"({"type":"object","properties":{"a":{"type":"number"}}})");
    CHECK(conversation.tools[0].parameters["properties"]["mode"].dump()
        == R"({"type":["string","null"],"enum":["on","off",null]})");
    CHECK(conversation.tools[0].parameters["properties"]["level"].dump() == R"({"type":"integer","enum":[1,2]})");
    const Json again = writeRequest(geminiCodec(), conversation, {});
    CHECK(again.contains("safetySettings"));
    CHECK(again["generationConfig"]["thinkingConfig"].dump() == R"({"thinkingLevel":"LOW","includeThoughts":true})");
    checkNeutralIdentity(geminiCodec(), conversation);
}

TEST_CASE("generates missing call IDs and matches results by name and position")
{
    const Conversation conversation = readRequest(geminiCodec(), recorded("request_no_ids.json"), kPlace);
    std::vector<std::string> ids;
    for (const Part& part : conversation.messages[1].parts) {
        CHECK_FALSE(std::get<ToolCall>(part.content).hasOwnId);
        ids.push_back(std::get<ToolCall>(part.content).id);
    }
    CHECK(ids == std::vector<std::string>{"call_1_0", "call_1_1", "call_1_2"});
    for (std::size_t i = 0; i < ids.size(); ++i)
        CHECK(std::get<ToolResult>(conversation.messages[2].parts[i].content).callId == ids[i]);

    // The results arrive in another order, one client ID looks like a generated one, and an
    // unanswered call is followed by one of the same name.
    const Conversation mixed = readRequest(geminiCodec(), R"({"contents":[{"parts":[{"text":"x"}]},
        {"role":"model","parts":[{"functionCall":{"name":"b","args":{}}}]},
        {"role":"user","parts":[{"text":"never mind"}]},
        {"role":"model","parts":[{"functionCall":{"name":"a"}},{"functionCall":{"id":"call_3_0","name":"c"}},{"functionCall":{"name":"b"}}]},
        {"role":"function","parts":[{"functionResponse":{"name":"b","response":{}}},{"functionResponse":{"name":"c","response":{}}},{"functionResponse":{"name":"a","response":{}}}]}]})",
        kPlace);
    std::vector<std::string> answered;
    for (const Part& part : mixed.messages[4].parts)
        answered.push_back(std::get<ToolResult>(part.content).callId);
    CHECK(answered == std::vector<std::string>{"call_3_2", "call_3_0", "call_3_0_"});
    // They are sent in the order of the calls.
    const Json again = writeRequest(geminiCodec(), mixed, {});
    CHECK(again["contents"][4]["parts"][0]["functionResponse"]["name"] == "a");
    CHECK(
        again["contents"][4]["parts"][1]["functionResponse"].dump() == R"({"id":"call_3_0","name":"c","response":{}})");
    CHECK(again["contents"][4]["parts"][2]["functionResponse"]["name"] == "b");
}

TEST_CASE("reads a tool result as text whatever its key")
{
    struct Row {
        const char* response;
        const char* text;
        bool isError;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"output":"t"})", "t", false},
        {R"({"result":"t"})", "t", false},
        {R"({"content":"t"})", "t", false},
        {R"({"name":"ls","content":"t"})", "t", false},
        {R"({"error":"t"})", "t", true},
        {R"({"output":{"a":1}})", nullptr, false},
        {R"({"error":{"code":1}})", nullptr, true},
        {R"({"output":"t","more":1})", nullptr, false},
        {R"({})", nullptr, false},
    }));
    CAPTURE(row.response);
    const Conversation conversation = readRequest(geminiCodec(),
        R"({"contents":[{"role":"model","parts":[{"functionCall":{"name":"ls"}}]},{"parts":[{"functionResponse":{"name":"ls","response":)"
            + std::string(row.response) + "}}]}]}");
    const auto& result = std::get<ToolResult>(conversation.messages[1].parts[0].content);
    CHECK(result.isError == row.isError);
    if (row.text)
        CHECK(std::get<Text>(result.content.at(0)).text == row.text);
    else
        CHECK(result.value.dump() == row.response);
}

TEST_CASE("rejects an invalid Gemini request and names the path")
{
    struct Row {
        const char* body;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {R"([])", R"(: The request body must be one JSON object.)"},
        {R"({})", R"(contents: "contents" is missing. Write an array such as [{"role":"user","parts":[{"text":"Hello"}]}].)"},
        {R"({"contents":[]})", R"(contents: "contents" must not be empty. Write an array such as [{"role":"user","parts":[{"text":"Hello"}]}].)"},
        {R"({"contents":5})", R"(contents: "contents" must be an array, not number. Write an array such as [{"role":"user","parts":[{"text":"Hello"}]}].)"},
        {R"({"contents":[{"parts":[{"text":5}]}]})",
            R"(contents[0].parts[0].text: "contents[0].parts[0].text" must be a string, not number. Write a string in double quotes.)"},
        {R"({"contents":[{"parts":[{}]}]})",
            R"(contents[0].parts[0]: "contents[0].parts[0]" has no content. Add "text" or "inlineData", for example.)"},
        {R"({"contents":[{"parts":[{"text":"a","inlineData":{}}]}]})",
            R"(contents[0].parts[0]: "contents[0].parts[0]" contains both "text" and "inlineData". Send only one of them in each part.)"},
        {R"({"contents":[{"parts":[{"inline_data":{"mime_type":"image/png","data":"%%%"}}]}]})",
            R"(contents[0].parts[0].inline_data.data: "contents[0].parts[0].inline_data.data" is not base64.)"},
        {R"({"contents":[{"parts":[{"fileData":{}}]}]})",
            R"(contents[0].parts[0].fileData.fileUri: "contents[0].parts[0].fileData.fileUri" is missing. Write the URL of the file.)"},
        {R"({"contents":[{"parts":[{"functionResponse":{"name":"ls","response":{}}}]}]})",
            R"(contents[0].parts[0].functionResponse: "contents[0].parts[0].functionResponse" does not answer any functionCall in the contents before it.)"},
        {R"({"contents":[{"role":"user","parts":[{"functionCall":{"name":"ls"}}]}]})",
            R"(contents[0].parts[0]: "contents[0].parts[0]" is a function call, which is allowed only in a content with role "model".)"},
        {R"({"contents":[{"role":"model","parts":[{"functionCall":{"args":{}}}]}]})",
            R"(contents[0].parts[0].functionCall.name: "contents[0].parts[0].functionCall.name" is missing. Write the name of a tool.)"},
        {R"({"contents":[{"role":"model","parts":[{"functionCall":{"name":"a","args":"{}"}}]}]})",
            R"(contents[0].parts[0].functionCall.args: "contents[0].parts[0].functionCall.args" must be an object, not string. Write the arguments as an object, such as {"city":"Paris"}.)"},
        {R"({"contents":"x","generationConfig":{"temperature":"hot"}})",
            R"(generationConfig.temperature: "generationConfig.temperature" must be a number, not string. Write a number without quotes, such as 1.)"},
        {R"({"contents":"x","generation_config":{"max_output_tokens":1.5}})",
            R"(generation_config.max_output_tokens: "generation_config.max_output_tokens" must be a whole number.)"},
        {R"({"contents":"x","generationConfig":[]})",
            R"(generationConfig: "generationConfig" must be an object, not array. Write an object, such as {"name":"value"}.)"},
        {R"({"contents":"x","tools":[{"functionDeclarations":[{}]}]})",
            R"(tools[0].functionDeclarations[0].name: "tools[0].functionDeclarations[0].name" is missing. Write the name of a tool.)"},
    }));
    CAPTURE(row.body);
    CHECK(problemOf(geminiCodec(), row.body) == row.problem);
}

TEST_CASE("writes another client's conversation for Gemini")
{
    Conversation conversation = fromChat();
    conversation.messages = {
        {Role::System, {{Text{"Be terse.", {}, {}}, {}}}, {}, {}},
        {Role::User, {{Text{"List", {}, {}}, {}}}, {}, {}},
        {Role::User, {{Text{"both", {}, {}}, {}}}, {}, {}},
        {Role::Developer, {{Text{"Late.", {}, {}}, {}}}, {}, {}},
        {Role::Assistant, {{Text{"", {}, {}}, {}}, callOf("c1", "ls", R"({"p":1})"), callOf("c2", "ls", "")}, {}, {}},
        {Role::User, {resultOf("c2", "two", true)}, {}, {}},
        {Role::User, {resultOf("c1", "[1]"), {Text{"and now?", {}, {}}, {}}}, {}, {}},
    };
    const Json body = written(conversation);
    CHECK(body["systemInstruction"].dump() == R"({"parts":[{"text":"Be terse."},{"text":"Late."}]})");
    CHECK(body["contents"].dump()
        == R"([{"role":"user","parts":[{"text":"List"},{"text":"both"}]},)"
           R"({"role":"model","parts":[{"functionCall":{"id":"c1","name":"ls","args":{"p":1}}},{"functionCall":{"id":"c2","name":"ls","args":{}}}]},)"
           R"({"role":"user","parts":[{"functionResponse":{"id":"c1","name":"ls","response":{"output":"[1]"}}},)"
           R"({"functionResponse":{"id":"c2","name":"ls","response":{"error":"two"}}},{"text":"and now?"}]}])");
    WriteTarget third;
    third.model = "gemini-3-flash-preview";
    const Json newer = written(conversation, {}, third);
    CHECK(newer["contents"][1]["parts"][0]["thoughtSignature"] == "skip_thought_signature_validator");
    CHECK_FALSE(newer["contents"][1]["parts"][1].contains("thoughtSignature"));
    // A known signature is sent.
    std::get<ToolCall>(conversation.messages[4].parts[1].content).signature = "c2ln";
    CHECK(written(conversation, {}, third)["contents"][1]["parts"][0]["thoughtSignature"] == "c2ln");
    third.keepsSignatures = false;
    CHECK(written(conversation, {"thoughtSignature"}, third)["contents"][1]["parts"][0]["thoughtSignature"]
        == "skip_thought_signature_validator");
}

TEST_CASE("sends reasoning of other vendors to Gemini as text without their signature")
{
    Conversation conversation = fromChat();
    Thinking thinking;
    thinking.text = "hmm";
    thinking.signature = "theirs";
    thinking.origin = Format::Anthropic;
    Thinking summary;
    summary.summary = {"a", "b"};
    Thinking hidden;
    hidden.encrypted = "x";
    hidden.origin = Format::OpenAiResponses;
    conversation.messages.push_back({Role::Assistant, {{thinking, {}}, {summary, {}}, {hidden, {}}}, {}, {}});
    const Json body = written(conversation, {"signature of the reasoning"});
    CHECK(body["contents"][1]["parts"].dump() == R"([{"text":"hmm","thought":true},{"text":"a\n\nb","thought":true}])");
}

TEST_CASE("sends media to Gemini as data or as a URI with a media type if it is known")
{
    Conversation conversation = fromChat();
    Media url;
    url.url = "https://example.org/a.JPG?x=.png";
    Media typed;
    typed.url = "https://example.org/a.png#y";
    Media data;
    data.data = "iVBORw0KGgo=";
    data.detail = "high";
    conversation.messages[0].parts = {{url, {}}, {typed, {}}, {data, {}}};
    const Json body = written(conversation, {"detail of an image"});
    CHECK(body["contents"][0]["parts"].dump()
        == R"([{"fileData":{"fileUri":"https://example.org/a.JPG?x=.png"}},)"
           R"({"fileData":{"mimeType":"image/png","fileUri":"https://example.org/a.png#y"}},)"
           R"({"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}])");
    data.data = "AAAA";
    conversation.messages[0].parts = {{data, {}}};
    CHECK(refusalOf(conversation) == "messages[0]");
    Media file;
    file.fileId = "file-1";
    conversation.messages[0].parts = {{file, {}}};
    CHECK(refusalOf(conversation) == "messages[0]");
}

TEST_CASE("places an image of a tool result inside or after it depending on the model")
{
    Conversation conversation = fromChat();
    Media image;
    image.data = "iVBORw0KGgo=";
    ToolResult result;
    result.callId = "c";
    result.content.emplace_back(Text{"seen", {}, {}});
    result.content.emplace_back(image);
    conversation.messages.push_back({Role::Assistant, {callOf("c", "look", "{}")}, {}, {}});
    conversation.messages.push_back({Role::User, {{result, {}}}, {}, {}});
    const Json old = written(conversation);
    REQUIRE(old["contents"][2]["parts"].size() == 3);
    CHECK(old["contents"][2]["parts"][1]["text"] == "From the result of look:");
    CHECK(old["contents"][2]["parts"][2].contains("inlineData"));
    WriteTarget third;
    third.model = "gemini-3-pro-preview";
    const Json newer = written(conversation, {}, third);
    REQUIRE(newer["contents"][2]["parts"].size() == 1);
    CHECK(newer["contents"][2]["parts"][0]["functionResponse"]["parts"][0].contains("inlineData"));
}

TEST_CASE("maps reasoning effort to Gemini's thinking level or budget")
{
    struct Row {
        const char* model;
        const char* effort;
        int budget; // 0: not set
        const char* config;
        std::vector<std::string> losses;
    };
    const auto row = GENERATE(values<Row>({
        {"gemini-3-flash-preview", "medium", 0, R"({"thinkingLevel":"MEDIUM","includeThoughts":true})", {}},
        {"gemini-3-pro-preview", "medium", 0, R"({"thinkingLevel":"HIGH","includeThoughts":true})", {"reasoning: how much"}},
        {"gemini-3.1-pro-preview", "minimal", 0, R"({"thinkingLevel":"LOW","includeThoughts":true})", {}},
        {"gemini-3.8-flash", "none", 0, R"({"thinkingLevel":"MINIMAL"})", {"reasoning effort none"}},
        {"gemini-3.8-flash", "xhigh", 0, R"({"thinkingLevel":"HIGH","includeThoughts":true})",
            {"reasoning effort xhigh"}},
        {"gemini-3.8-flash", "", 31999, R"({"thinkingLevel":"HIGH","includeThoughts":true})",
            {"reasoning effort xhigh"}},
        {"gemini-2.5-flash", "low", 0, R"({"thinkingBudget":2048,"includeThoughts":true})", {}},
        {"gemini-2.5-flash", "none", 0, R"({"thinkingBudget":0})", {}},
        {"gemini-2.5-pro", "none", 0, R"({"thinkingBudget":128})",
            {"reasoning budget outside of what the model can do"}},
        {"models/gemini-2.5-pro", "", 31999, R"({"thinkingBudget":31999,"includeThoughts":true})", {}},
        {"gemini-flash-latest", "high", 0, R"({"thinkingLevel":"HIGH","includeThoughts":true})", {}},
        {"gemini-2.0-flash", "high", 0, "", {"reasoning"}},
        {"other", "high", 0, R"({"thinkingBudget":16384,"includeThoughts":true})", {}},
    }));
    CAPTURE(row.model, row.effort);
    Conversation conversation = fromChat();
    conversation.model = row.model;
    conversation.reasoning.effort = row.effort;
    if (row.budget > 0)
        conversation.reasoning.budget = row.budget;
    const Json body = written(conversation, row.losses);
    if (*row.config)
        CHECK(body["generationConfig"]["thinkingConfig"].dump() == row.config);
    else
        CHECK_FALSE(body.contains("generationConfig"));
}

TEST_CASE("adds item types to arrays in Gemini tool schemas")
{
    Conversation conversation = fromChat();
    Tool function;
    function.name = "f";
    function.parameters = Json{{"type", "object"}, {"properties", {{"a", {{"type", "array"}}}}}};
    conversation.tools = {function};
    const auto listIn = [](const Json& body, const char* form) {
        return body["tools"][0]["functionDeclarations"][0][form]["properties"]["a"].dump();
    };
    CHECK(listIn(written(conversation), "parametersJsonSchema") == R"({"type":"array","items":{}})");
    WriteTarget older;
    older.wantsOpenApiSchemas = true;
    CHECK(listIn(written(conversation, {}, older), "parameters") == R"({"type":"ARRAY","items":{"type":"STRING"}})");
}

TEST_CASE("converts or drops or rejects tools of other formats for Gemini")
{
    Conversation conversation = fromChat();
    Tool function;
    function.name = "ls";
    function.nameSpace = "fs";
    function.strict = true;
    function.parameters = Json{{"$schema", "x"}, {"type", "object"}};
    Tool freeForm;
    freeForm.kind = Tool::Kind::FreeForm;
    freeForm.name = "apply_patch";
    freeForm.definition = Json{{"type", "grammar"}, {"syntax", "lark"}, {"definition", "start: x"}};
    Tool search;
    search.kind = Tool::Kind::BuiltIn;
    search.name = "web_search";
    search.origin = Format::OpenAiResponses;
    conversation.tools = {search, function, freeForm};
    conversation.toolChoice.kind = ToolChoice::Kind::Auto;
    conversation.toolChoice.allowed = {"fs__ls"};
    const Json body = written(
        conversation, {"tools: web_search", "tools: strict", "tools: the grammar of apply_patch is not enforced"});
    const Json& functions = body["tools"][0]["functionDeclarations"];
    CHECK(functions[0].dump() == R"({"name":"fs__ls","parametersJsonSchema":{"type":"object"}})");
    CHECK(functions[1]["parametersJsonSchema"]["required"].dump() == R"(["input"])");
    CHECK(body["toolConfig"]["functionCallingConfig"].dump()
        == R"({"mode":"VALIDATED","allowedFunctionNames":["fs__ls"]})");

    WriteTarget openApi;
    openApi.wantsOpenApiSchemas = true;
    Losses losses;
    const Json own = *geminiCodec().writeRequest(conversation, openApi, losses);
    CHECK(own["tools"][0]["functionDeclarations"][1]["parameters"].dump()
        == R"({"type":"OBJECT","properties":{"input":{"type":"STRING"}},"required":["input"]})");
    CHECK_FALSE(own["tools"][0]["functionDeclarations"][0].contains("parameters"));
}

TEST_CASE("reports fields that Gemini does not support")
{
    Conversation conversation = fromChat();
    conversation.sampling.stop = {"1", "2", "3", "4", "5"};
    conversation.sampling.minP = 0.1;
    conversation.sampling.repetitionPenalty = 1.1;
    conversation.sampling.logitBias = Json{{"1", 2}};
    conversation.sampling.maxTokens = 32000;
    conversation.output = {OutputFormat::Kind::JsonSchema, "n", "d", Json{{"type", "object"}}, true};
    conversation.parallelCalls = false;
    conversation.user = "u";
    conversation.metadata = Json{{"a", "b"}};
    conversation.serviceTier = "auto";
    conversation.promptCacheKey = "k";
    conversation.store = true;
    conversation.extras = {{"verbosity", "low"}};
    conversation.messages[0].name = "bob";
    conversation.messages[0].parts[0].cacheControl = Json{{"type", "ephemeral"}};
    WriteTarget target;
    target.outputLimit = 8192;
    const Json body = written(conversation,
        {"name of a message", "cache_control", "max_tokens above the model's limit", "min_p",
            "repetition_penalty", "logit_bias", "response_format: strict", "response_format: description", "metadata",
            "service_tier", "user", "prompt_cache_key", "store", "verbosity"},
        target);
    CHECK(body["generationConfig"].dump()
        == R"({"maxOutputTokens":8192,"stopSequences":["1","2","3","4","5"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}})");
    conversation.previousResponseId = "r";
    CHECK(refusalOf(conversation) == "previous_response_id");
}

TEST_CASE("turns a lone system message into a user message for Gemini")
{
    Conversation conversation = fromChat();
    conversation.messages[0].role = Role::System;
    const Json body = written(conversation, {"role of the system message"});
    CHECK(body.dump() == R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})");
    conversation.messages.clear();
    CHECK(refusalOf(conversation) == "messages");
}

TEST_CASE("counts the tokens of contents or of a complete Gemini request")
{
    const auto bare = readGeminiCount(*parseJson(R"({"contents":[{"parts":[{"text":"a"}]}]})"), kPlace);
    REQUIRE(bare);
    CHECK(bare->messages.size() == 1);
    const auto whole = readGeminiCount(
        *parseJson(R"({"generateContentRequest":{"model":"models/x","systemInstruction":"s","contents":["a"]}})"), {});
    REQUIRE(whole);
    CHECK(whole->model == "x");
    CHECK(whole->messages.size() == 2);
    const auto wrong = readGeminiCount(*parseJson(R"({"generateContentRequest":{"contents":[{"role":7}]}})"), kPlace);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().param == "generateContentRequest.contents[0].role");
    CHECK(geminiCount(5).dump() == R"({"totalTokens":5})");
}

TEST_CASE("lists models in Gemini's format")
{
    const Json list = geminiModelList({{"gemini-2.5-flash", "Flash", 1048576, 65536, false}, {"e", "", 0, 0, true}});
    CHECK(list.dump()
        == R"({"models":[{"name":"models/gemini-2.5-flash","displayName":"Flash","inputTokenLimit":1048576,"outputTokenLimit":65536,)"
           R"("supportedGenerationMethods":["generateContent","streamGenerateContent","countTokens"]},)"
           R"({"name":"models/e","displayName":"e","supportedGenerationMethods":["embedContent","batchEmbedContents"]}]})");
}

TEST_CASE("adapts a request to Gemma models before the fourth")
{
    Conversation conversation;
    Message system;
    system.role = Role::System;
    system.parts.push_back({Text{"Be brief.", {}, {}}, {}});
    Message user;
    user.parts.push_back({Text{"Hi", {}, {}}, {}});
    conversation.messages = {system, user};
    conversation.reasoning.effort = "high";
    conversation.output.kind = OutputFormat::Kind::JsonSchema;
    conversation.output.schema = Json{{"type", "object"}};
    Tool tool;
    tool.name = "ls";
    conversation.tools = {tool};
    WriteTarget target;
    target.model = GENERATE(as<std::string>{}, "gemma-3-27b-it", "models/gemma-3n-e4b-it");
    Losses losses;
    const Json body = writeRequest(geminiCodec(), conversation, target, &losses);
    CHECK_FALSE(body.contains("systemInstruction"));
    CHECK_FALSE(body.contains("generationConfig"));
    CHECK_FALSE(body.contains("tools"));
    REQUIRE(body["contents"].size() == 1);
    const Json& parts = body["contents"][0]["parts"];
    REQUIRE(parts.size() == 3);
    CHECK(parts[0]["text"] == "Be brief.");
    CHECK(parts[1]["text"].get<std::string>().ends_with(R"({"type":"object"})"));
    CHECK(parts[2]["text"] == "Hi");
    CHECK(losses.list()
        == std::vector<std::string>{"tools", "response_format: the schema is told, not enforced",
            "role of the system message", "reasoning"});
    conversation.toolChoice.kind = ToolChoice::Kind::Required;
    const auto forced = geminiCodec().writeRequest(conversation, target, losses);
    REQUIRE_FALSE(forced);
    CHECK(forced.error().param == "tool_choice");
    target.model = "gemma-4-31b-it";
    conversation.toolChoice = {};
    const Json newer = writeRequest(geminiCodec(), conversation, target, &losses);
    CHECK(newer.contains("systemInstruction"));
    CHECK(newer.contains("tools"));
}

TEST_CASE("keeps text signatures in the history of a Gemini client")
{
    const auto part = GENERATE(R"({"text":"It is sunny.","thoughtSignature":"c2ln"})", R"({"text":"","thoughtSignature":"c2ln"})",
        R"({"text":"Hm","thought":true,"thoughtSignature":"c2ln"})", R"({"inlineData":{"mimeType":"image/png","data":"AAAA"},"thoughtSignature":"c2ln"})");
    CAPTURE(part);
    checkRequestIdentity(geminiCodec(),
        R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]},{"role":"model","parts":[)" + std::string(part) + R"(]},{"role":"user","parts":[{"text":"Go"}]}]})",
        {"m", false});
}
