#include "gateway/protocol/conversation/reasoning_memory.h"

#include "catch.h"

#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

ToolCall callOf(std::string id)
{
    ToolCall call;
    call.id = std::move(id);
    call.name = "ls";
    return call;
}

ModelAnswer thoughtful()
{
    ModelAnswer answer;
    Choice choice;
    Thinking thinking;
    thinking.text = "look first";
    thinking.signature = "sig";
    choice.parts = {{thinking, {}}, {callOf("c1"), {}}, {callOf("c2"), {}}};
    answer.choices.push_back(choice);
    return answer;
}

Conversation withoutThought(const std::string& id)
{
    Conversation conversation;
    Message message;
    message.role = Role::Assistant;
    message.parts.push_back({callOf(id), {}});
    conversation.messages.push_back(message);
    return conversation;
}

constexpr const char* kArguments = R"({"path":"/a b","deep":{"y":[1,2.5],"x":null}})";

ToolCall callWith(std::string input, std::string id = "c1")
{
    ToolCall call = callOf(std::move(id));
    call.input = std::move(input);
    return call;
}

ToolCall freeForm(std::string input)
{
    ToolCall call = callWith(std::move(input));
    call.isFreeForm = true;
    return call;
}

ToolCall named(std::string nameSpace, std::string name)
{
    ToolCall call = callWith(kArguments);
    call.nameSpace = std::move(nameSpace);
    call.name = std::move(name);
    return call;
}

ToolCall withoutId(std::string input, std::string made = "made")
{
    ToolCall call = callWith(std::move(input), std::move(made));
    call.hasOwnId = false;
    return call;
}

/// A thought with the text `words`.
ReasoningMemory::Thought thoughtOf(std::string words)
{
    ReasoningMemory::Thought thought;
    thought.thinking.text = std::move(words);
    return thought;
}

/// A capital letter is a signed thought, R an encrypted one, a digit a call, an underscore
/// a blank text, and any other letter a text.
Part partOf(char letter)
{
    if (letter >= '0' && letter <= '9')
        return {callOf(std::string(1, letter)), {}};
    if (letter < 'A' || letter > 'Z')
        return {Text{.text = letter == '_' ? " \n" : std::string(1, letter)}, {}};
    Thinking thinking;
    if (letter == 'R')
        thinking.encrypted = "sealed";
    else
        thinking.signature = std::string("signed ") + letter;
    if (letter != 'R')
        thinking.text = letter;
    return {thinking, {}};
}

std::vector<Part> partsOf(const std::string& letters)
{
    std::vector<Part> parts;
    for (const char letter : letters)
        parts.push_back(partOf(letter));
    return parts;
}

/// The reverse; a question mark is a thought that was changed.
std::string lettersOf(const std::vector<Part>& parts, Format origin)
{
    std::string letters;
    for (const Part& part : parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            letters += text->text;
        if (const auto* const call = std::get_if<ToolCall>(&part.content))
            letters += call->id;
        const auto* const thinking = std::get_if<Thinking>(&part.content);
        if (!thinking)
            continue;
        const bool isSealed = thinking->encrypted == "sealed" && thinking->text.empty() && thinking->signature.empty();
        const bool isSigned = thinking->signature == "signed " + thinking->text && thinking->encrypted.empty();
        letters += thinking->origin != origin ? "?" : isSealed ? "R" : isSigned ? thinking->text : "?";
    }
    return letters;
}

ModelAnswer answerOf(std::vector<Part> parts)
{
    ModelAnswer answer;
    answer.choices.emplace_back();
    answer.choices[0].parts = std::move(parts);
    return answer;
}

void hear(const ModelAnswer& answer, bool isStream, ReasoningListener listener)
{
    if (!isStream)
        return listener.hear(answer);
    for (const AnswerEvent& event : eventsOf(answer))
        listener.hear(event);
}

} // namespace

TEST_CASE("restores thoughts as separate parts in order and before their calls")
{
    struct Row {
        const char* answer;
        const char* sentBack; ///< by the client
        const char* restored;
        Format origin = Format::Anthropic;
    };
    const auto row = GENERATE(values<Row>({
        {"AB1", "1", "AB1"},
        {"AR1", "1", "AR1"},
        {"RA1", "1", "RA1"},
        {"A_B1", "1", "AB1"},
        {"A12", "12", "A12"},
        {"A1B2", "12", "A1B2"},
        {"1A2", "12", "1A2"},
        {"A1B2", "2", "B2"}, // the other call is in another message
        {"A1B23", "13", "A1B3"},
        {"A1B23", "3", "B3"},
        {"Ax1", "x1", "Ax1"},
        {"Ax1", "1", "A1"},
        {"xA1", "x1", "xA1"},
        {"Ax1B2", "x12", "Ax1B2"},
        {"A1xB2", "1x2", "A1xB2"},
        {"A1Bx2", "1x2", "A1Bx2"},
        // The text between them is elsewhere, or is ambiguous.
        {"AxBy1", "xy1", "xy1"},
        {"A1xB2", "x12", "x12"},
        {"A1Bx2", "x12", "x12"},
        {"A1BxC2", "1x2", "1x2"},
        // Formats other than Anthropic's accept that.
        {"AxBy1", "xy1", "xyAB1", Format::Gemini},
        {"A1xB2", "x12", "Ax1B2", Format::Gemini},
    }));
    const bool isStream = GENERATE(false, true);
    CAPTURE(row.answer, row.sentBack, isStream);
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    hear(answerOf(partsOf(row.answer)), isStream, ReasoningListener(scope, row.origin));
    Conversation conversation = withoutThought("none");
    conversation.messages[0].parts = partsOf(row.sentBack);
    scope.restore(conversation);
    CHECK(lettersOf(conversation.messages[0].parts, row.origin) == row.restored);
}

TEST_CASE("restores a thought with all of its fields")
{
    Thinking item;
    item.summary = {"one", "two"};
    item.encrypted = "sealed";
    item.id = "rs_1";
    item.origin = Format::OpenAiResponses;
    Thinking detail;
    detail.text = "hm";
    detail.signature = "signed";
    detail.format = "anthropic-claude-v1";
    detail.origin = Format::OpenAiChat;
    const bool isStream = GENERATE(false, true);
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    hear(answerOf({{item, {}}, {detail, {}}, {callOf("c1"), {}}}), isStream, ReasoningListener(scope, Format::Bedrock));
    Conversation conversation = withoutThought("c1");
    scope.restore(conversation);
    REQUIRE(conversation.messages[0].parts.size() == 3);
    const auto& first = std::get<Thinking>(conversation.messages[0].parts[0].content);
    CHECK(first.summary == item.summary);
    CHECK(first.text.empty());
    CHECK(first.encrypted == "sealed");
    CHECK(first.id == "rs_1");
    CHECK(first.origin == Format::OpenAiResponses);
    const auto& second = std::get<Thinking>(conversation.messages[0].parts[1].content);
    CHECK(second.text == "hm");
    CHECK(second.signature == "signed");
    CHECK(second.format == "anthropic-claude-v1");
    CHECK(second.origin == Format::OpenAiChat);
}

TEST_CASE("joins several thoughts into one for formats without parts")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a", false);
    ReasoningListener(scope, Format::Anthropic).hear(answerOf(partsOf("ARB1")));
    const auto* const thought = scope.find(callOf("1"));
    REQUIRE(thought);
    CHECK(thought->thinking.text == "AB");
    CHECK(thought->thinking.signature.empty());
    CHECK(thought->parts.size() == 3);
    ToolCall foreign = callOf("1");
    foreign.hasOwnId = false;
    CHECK_FALSE(scope.find(foreign)); // it may be signed for another conversation
}

TEST_CASE("counts all parts of a thought against the memory limits")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    Thinking thinking;
    thinking.text.assign(ReasoningMemory::kLongest / 5, 't');
    const auto hearTwo = [&](const char* id) {
        hear(answerOf({{thinking, {}}, {thinking, {}}, {callOf(id), {}}}), true, ReasoningListener(scope, Format::Anthropic));
    };
    hearTwo("c1");
    CHECK(scope.find(callOf("c1")));
    CHECK(memory.bytes() > 4 * thinking.text.size()); // the parts and their joined text
    const std::size_t before = memory.bytes();
    thinking.text.assign(ReasoningMemory::kLongest / 2 + 1, 't');
    hearTwo("c2");
    CHECK_FALSE(scope.find(callOf("c2")));
    CHECK(memory.bytes() == before);
}

TEST_CASE("restores the thought before a call from streams and complete answers")
{
    const bool isStream = GENERATE(false, true);
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    ReasoningListener listener(scope, Format::Anthropic);
    if (isStream) {
        for (const AnswerEvent& event : eventsOf(thoughtful()))
            listener.hear(event);
    } else {
        listener.hear(thoughtful());
    }
    for (const char* id : {"c1", "c2"}) {
        Conversation conversation = withoutThought(id);
        scope.restore(conversation);
        REQUIRE(conversation.messages[0].parts.size() == 2);
        const auto& thinking = std::get<Thinking>(conversation.messages[0].parts[0].content);
        CHECK(thinking.text == "look first");
        CHECK(thinking.signature == "sig");
        CHECK(thinking.origin == Format::Anthropic);
        scope.restore(conversation); // restoring twice has no further effect
        CHECK(conversation.messages[0].parts.size() == 2);
    }
    Conversation other = withoutThought("c3");
    scope.restore(other);
    CHECK(other.messages[0].parts.size() == 1);
}

TEST_CASE("drops the signature of a thought that another vendor signed")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    ReasoningListener(scope, Format::Anthropic, false).hear(thoughtful());
    Conversation conversation = withoutThought("c1");
    scope.restore(conversation);
    REQUIRE(conversation.messages[0].parts.size() == 2);
    const auto& thinking = std::get<Thinking>(conversation.messages[0].parts[0].content);
    CHECK(thinking.text == "look first");
    CHECK(thinking.signature.empty());
}

TEST_CASE("replaces the partial thought that the client kept with the full one")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    ReasoningListener(scope, Format::Anthropic).hear(thoughtful());
    Conversation conversation = withoutThought("c1");
    for (const char* piece : {"look ", "first"}) {
        Thinking kept;
        kept.text = piece;
        conversation.messages[0].parts.insert(conversation.messages[0].parts.end() - 1, Part{kept, {}});
    }
    scope.restore(conversation);
    REQUIRE(conversation.messages[0].parts.size() == 2);
    CHECK(std::get<Thinking>(conversation.messages[0].parts[0].content).signature == "sig");
}

TEST_CASE("restores a call's own signature")
{
    ReasoningMemory memory;
    ReasoningScope scope(memory, "a");
    scope.remember(callOf("c1"), {{}, "thought-signature"});
    Conversation conversation = withoutThought("c1");
    scope.restore(conversation);
    CHECK(conversation.messages[0].parts.size() == 1);
    CHECK(std::get<ToolCall>(conversation.messages[0].parts[0].content).signature == "thought-signature");
}

TEST_CASE("restores a thought only for its owner and only before the same call")
{
    struct Row {
        const char* name;
        ToolCall made;
        ToolCall asked;
        bool isFound;
        const char* owner = "a"; ///< of the request
    };
    const std::vector<Row> rows{
        {"the same", callWith(kArguments), callWith(kArguments), true},
        {"another owner", callWith(kArguments), callWith(kArguments), false, "b"},
        {"no owner", callWith(kArguments), callWith(kArguments), false, ""},
        {"owner and ID that join to the same key", callWith("{}", "1c"), callWith("{}", "c"), false, "a1"},
        {"another ID", callWith(kArguments), callWith(kArguments, "c2"), false},
        {"other arguments", callWith(kArguments), callWith(R"({"path":"/b"})"), false},
        {"one more argument", callWith(R"({"a":1})"), callWith(R"({"a":1,"b":null})"), false},
        {"one argument that resembles two", callWith(R"({"a":"1\",\"b\":\"2"})"), callWith(R"({"a":"1","b":"2"})"), false},
        {"another order of elements", callWith(R"({"a":[1,2]})"), callWith(R"({"a":[2,1]})"), false},
        {"spaces and another order of keys", callWith(kArguments),
            callWith("{ \"deep\": {\"x\": null, \"y\": [1, 2.5]},\n \"path\": \"\\u002fa b\" }"), true},
        {"integers written as decimals", callWith(R"({"a":2.0,"b":-0.0})"), callWith(R"({"a":2,"b":0})"), true},
        {"a number and its text", callWith(R"({"a":2})"), callWith(R"({"a":"2"})"), false},
        {"no arguments", callWith(""), callWith(" { } "), true},
        {"not JSON", callWith("ls -l"), callWith("ls -l"), true},
        {"other text that is not JSON", callWith("ls -l"), callWith("ls  -l"), false},
        {"free form", freeForm("*** Begin {1}"), freeForm("*** Begin {1}"), true},
        {"other free form", freeForm("*** Begin {1}"), freeForm("*** Begin {2}"), false},
        {"free form that looks like JSON", freeForm("{}"), freeForm("{ }"), false},
        {"a function call for a free-form tool", callWith(R"({"input": "*** Begin"})"), freeForm("*** Begin"), true},
        {"another tool", named({}, "ls"), named({}, "rm"), false},
        {"a tool in a namespace", named({}, "files__ls.all"), named("files", "ls.all"), true},
        {"a tool in another namespace", named({}, "files__ls"), named("disks", "ls"), false},
        {"no ID, as from the model", withoutId(kArguments), withoutId(kArguments, "another"), true},
        {"the generated ID", withoutId(kArguments), callWith(kArguments, "made"), true},
        {"no ID, other arguments", withoutId(kArguments), withoutId("{}"), false},
        {"no ID, another owner", withoutId(kArguments), withoutId(kArguments), false, "b"},
        {"no ID returned", callWith(kArguments), withoutId(kArguments), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        ReasoningMemory memory;
        ReasoningScope(memory, "a").remember(row.made, thoughtOf("look first"));
        const auto* const found = ReasoningScope(memory, row.owner).find(row.asked);
        CHECK((found != nullptr) == row.isFound);
    }
}

TEST_CASE("keeps the newer of two thoughts before the same call")
{
    ReasoningMemory memory;
    ReasoningScope scope(memory, "a", false);
    const auto wordsOf = [&](const ToolCall& call) {
        const auto* const thought = scope.find(call);
        return thought ? thought->thinking.text : std::string("none");
    };
    scope.remember(callWith("{}"), thoughtOf("first"));
    scope.remember(callWith("{}"), thoughtOf("second"));
    CHECK(wordsOf(callWith("{}")) == "second");
    CHECK(wordsOf(withoutId("{}")) == "second"); // for a client that drops IDs
    scope.remember(callWith("{}", "c2"), thoughtOf("third"));
    CHECK(wordsOf(callWith("{}")) == "second");
    CHECK(wordsOf(withoutId("{}")) == "third");
    scope.remember(callWith("{}"), {}); // without a thought
    CHECK(wordsOf(callWith("{}")) == "none");
    CHECK(wordsOf(withoutId("{}")) == "none");
    CHECK(wordsOf(callWith("{}", "c2")) == "third");
    CHECK(memory.bytes() == std::string("third").size());
}

TEST_CASE("matches a streamed call by its final arguments")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    ModelAnswer answer = thoughtful();
    std::get<ToolCall>(answer.choices[0].parts[1].content).input = kArguments;
    ReasoningListener listener(scope, Format::Anthropic);
    for (const AnswerEvent& event : eventsOf(answer))
        listener.hear(event);
    CHECK(scope.find(callWith(kArguments)));
    CHECK_FALSE(scope.find(callWith("{}")));
    CHECK(scope.find(callWith("{}", "c2")));
}

TEST_CASE("the reasoning memory is bounded and evicts the oldest entries first")
{
    ReasoningMemory memory;
    ReasoningScope scope(memory, "a");
    Thinking thinking;
    thinking.text.assign(100 * 1024, 't');
    for (int i = 0; i < 400; ++i)
        scope.remember(callOf("c" + std::to_string(i)), {thinking, {}});
    CHECK(memory.bytes() <= ReasoningMemory::kMostBytes);
    CHECK_FALSE(scope.find(callOf("c0")));
    CHECK(scope.find(callOf("c399")));
    thinking.text.assign(ReasoningMemory::kLongest + 1, 't');
    scope.remember(callOf("long"), {thinking, {}});
    CHECK_FALSE(scope.find(callOf("long")));
}

TEST_CASE("matches a call whose ID is not unique only within its conversation")
{
    struct Row {
        const char* id;
        bool hasOwnId;
        bool isElsewhere; ///< also found in another conversation
        const char* tool = "ls";
    };
    const auto row = GENERATE(values<Row>({
        {"functions.ls:0", true, false},
        {"call_1", true, false},
        {"", false, false},
        {"call_00_Xk3VjQmVdYd5xW2bN1tq", true, true},
        {"call_00_Xk3VjQmVdYd5xW2bN1tq", true, true, "call"},
        {"call_01jdz5k3x8q2w7e9r4t6y1u0p3_0", true, true, "call"}, // as generated by the gateway
        {"call_01jdz5k3x8q2w7e9r4t6y1u0p3_0", true, true, "f"},
        {"aXfbCd123", true, true, "f"},
        {"list_directory", true, false, "list_directory"},
        {"list_directory_0", true, false, "list_directory"},
        {"0:list_directory", true, false, "list_directory"},
        {"functions.list_directory:12", true, false, "list_directory"},
    }));
    CAPTURE(row.id);
    const auto beginning = [](const char* system, const char* user) {
        Conversation conversation;
        Message first;
        first.role = Role::System;
        first.parts.push_back({Text{system}, {}});
        Message second;
        second.parts.push_back({Text{user}, {}});
        conversation.messages = {first, second};
        return [hash = beginningOf(conversation)] { return hash; };
    };
    ReasoningMemory memory;
    ToolCall call;
    call.id = row.id;
    call.hasOwnId = row.hasOwnId;
    call.name = row.tool;
    Thinking thinking;
    thinking.text = "look first";
    ReasoningScope(memory, "a", row.hasOwnId, beginning("s", "u")).remember(call, {thinking, {}});
    const auto isKnown = [&](const char* system, const char* user) {
        return ReasoningScope(memory, "a", row.hasOwnId, beginning(system, user)).find(call) != nullptr;
    };
    CHECK(isKnown("s", "u"));
    CHECK(isKnown("s", "other") == row.isElsewhere);
    CHECK(isKnown("other", "u") == row.isElsewhere);
}

TEST_CASE("inserts no thought between calls whose IDs are not unique")
{
    ReasoningMemory memory;
    const ReasoningScope scope(memory, "a");
    Message message;
    message.role = Role::Assistant;
    for (int i = 0; i < 2; ++i) {
        ToolCall call;
        call.id = "functions.ls:" + std::to_string(i);
        call.name = "ls";
        Thinking thinking;
        thinking.text = "thought " + std::to_string(i);
        ReasoningScope(memory, "a").remember(call, {thinking, {}});
        message.parts.push_back({call, {}});
    }
    Conversation conversation;
    conversation.messages = {message};
    scope.restore(conversation);
    const auto& parts = conversation.messages[0].parts;
    REQUIRE(parts.size() == 3);
    CHECK(std::get<Thinking>(parts[0].content).text == "thought 0");
    CHECK(std::holds_alternative<ToolCall>(parts[1].content));
}

namespace {

/// The scope of a conversation that begins with `first`.
ReasoningScope scopeOf(ReasoningMemory& memory, const std::string& first, const std::string& owner = "a")
{
    return {memory, owner, true, [first] { return first; }};
}

std::string signatureIn(const ReasoningScope& scope, const std::string& said, Role role = Role::Assistant)
{
    Conversation conversation;
    conversation.messages.push_back({role, {{Text{said}, {}}}});
    scope.restore(conversation);
    return std::get<Text>(conversation.messages[0].parts[0].content).signature;
}

/// A text in several pieces, then its signature, then a call.
void hearSigned(ReasoningListener& listener)
{
    listener.hear(PartBegun{0, 0, Text{{}, {}, Format::Gemini}});
    for (const char* const piece : {"It is ", "sunny."})
        listener.hear(PartGrew{0, 0, PartGrew::What::Text, piece, {}, 0});
    listener.hear(PartGrew{0, 0, PartGrew::What::Signature, "sig", {}, 0});
    listener.hear(PartEnded{0, 0});
    listener.hear(PartBegun{0, 1, callOf("c1")});
    listener.hear(PartEnded{0, 1});
}

} // namespace

TEST_CASE("restores Gemini's signature of a text in the same conversation for any client format")
{
    ReasoningMemory memory;
    ReasoningListener listener(scopeOf(memory, "one"), Format::Gemini);
    hearSigned(listener);
    CHECK(signatureIn(scopeOf(memory, "one"), "It is sunny.") == "sig");
    CHECK(signatureIn(scopeOf(memory, "one"), "It is rainy.").empty());
    CHECK(signatureIn(scopeOf(memory, "one"), "It is sunny.", Role::User).empty());
    CHECK(signatureIn(scopeOf(memory, "two"), "It is sunny.").empty());
    CHECK(signatureIn(scopeOf(memory, "one", "b"), "It is sunny.").empty());
    CHECK(memory.bytes() == 3); // the text itself is not stored
}

TEST_CASE("restores a text signature from a complete answer only if Gemini itself signed it")
{
    struct Row {
        Format upstream;
        bool isSigned;
        const char* signature;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Gemini, true, "sig"},
        {Format::Gemini, false, ""}, // not a Google host
        {Format::OpenAiChat, true, ""},
    }));
    ReasoningMemory memory;
    Text text{"Done.", {}, Format::Gemini};
    text.signature = "sig";
    ModelAnswer answer;
    answer.choices.push_back({0, {{text, {}}}, StopReason::Stop, {}, {}});
    ReasoningListener(scopeOf(memory, "one"), row.upstream, row.isSigned).hear(answer);
    CHECK(signatureIn(scopeOf(memory, "one"), "Done.") == row.signature);
}
