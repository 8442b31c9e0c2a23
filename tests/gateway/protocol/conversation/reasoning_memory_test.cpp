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

/// Of a thought in `words`.
ReasoningMemory::Thought thoughtOf(std::string words)
{
    ReasoningMemory::Thought thought;
    thought.thinking.text = std::move(words);
    return thought;
}

} // namespace

TEST_CASE("what was thought before a call is put back before it, from a stream and from a whole answer")
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
        scope.restore(conversation); // once is enough
        CHECK(conversation.messages[0].parts.size() == 2);
    }
    Conversation other = withoutThought("c3");
    scope.restore(other);
    CHECK(other.messages[0].parts.size() == 1);
}

TEST_CASE("what another vendor has signed in a format is kept without that")
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

TEST_CASE("words that a client has kept of a thought make room for all of it")
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

TEST_CASE("a call's own signature comes back to it")
{
    ReasoningMemory memory;
    ReasoningScope scope(memory, "a");
    scope.remember(callOf("c1"), {{}, "thought-signature"});
    Conversation conversation = withoutThought("c1");
    scope.restore(conversation);
    CHECK(conversation.messages[0].parts.size() == 1);
    CHECK(std::get<ToolCall>(conversation.messages[0].parts[0].content).signature == "thought-signature");
}

TEST_CASE("a thought comes back to its owner and to its very call only")
{
    struct Row {
        const char* name;
        ToolCall made;
        ToolCall asked;
        bool isFound;
        const char* owner = "a"; ///< who asks
    };
    const std::vector<Row> rows{
        {"the same", callWith(kArguments), callWith(kArguments), true},
        {"another owner", callWith(kArguments), callWith(kArguments), false, "b"},
        {"nobody in particular", callWith(kArguments), callWith(kArguments), false, ""},
        {"parts that join to the same", callWith("{}", "1c"), callWith("{}", "c"), false, "a1"},
        {"another id", callWith(kArguments), callWith(kArguments, "c2"), false},
        {"other arguments", callWith(kArguments), callWith(R"({"path":"/b"})"), false},
        {"one more argument", callWith(R"({"a":1})"), callWith(R"({"a":1,"b":null})"), false},
        {"an argument that looks like two", callWith(R"({"a":"1\",\"b\":\"2"})"), callWith(R"({"a":"1","b":"2"})"), false},
        {"another order of elements", callWith(R"({"a":[1,2]})"), callWith(R"({"a":[2,1]})"), false},
        {"spaces and another order of keys", callWith(kArguments),
            callWith("{ \"deep\": {\"x\": null, \"y\": [1, 2.5]},\n \"path\": \"\\u002fa b\" }"), true},
        {"whole numbers", callWith(R"({"a":2.0,"b":-0.0})"), callWith(R"({"a":2,"b":0})"), true},
        {"a number and its text", callWith(R"({"a":2})"), callWith(R"({"a":"2"})"), false},
        {"no arguments", callWith(""), callWith(" { } "), true},
        {"no JSON", callWith("ls -l"), callWith("ls -l"), true},
        {"other text that is no JSON", callWith("ls -l"), callWith("ls  -l"), false},
        {"free form", freeForm("*** Begin {1}"), freeForm("*** Begin {1}"), true},
        {"other free form", freeForm("*** Begin {1}"), freeForm("*** Begin {2}"), false},
        {"free form that looks like JSON", freeForm("{}"), freeForm("{ }"), false},
        {"a function for a free form", callWith(R"({"input": "*** Begin"})"), freeForm("*** Begin"), true},
        {"another tool", named({}, "ls"), named({}, "rm"), false},
        {"a tool of a group", named({}, "files__ls_all"), named("files", "ls.all"), true},
        {"a tool of another group", named({}, "files__ls"), named("disks", "ls"), false},
        {"a long name", named({}, flatToolName({}, std::string(90, 'n'), 64)), named({}, std::string(90, 'n')), true},
        {"no id, as the model gave none", withoutId(kArguments), withoutId(kArguments, "another"), true},
        {"the id that was made", withoutId(kArguments), callWith(kArguments, "made"), true},
        {"no id, other arguments", withoutId(kArguments), withoutId("{}"), false},
        {"no id, another owner", withoutId(kArguments), withoutId(kArguments), false, "b"},
        {"no id where it was sent", callWith(kArguments), withoutId(kArguments), false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        ReasoningMemory memory;
        ReasoningScope(memory, "a").remember(row.made, thoughtOf("look first"));
        const auto* const found = ReasoningScope(memory, row.owner).find(row.asked);
        CHECK((found != nullptr) == row.isFound);
    }
}

TEST_CASE("of two thoughts before the same call the newer is the one")
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
    CHECK(wordsOf(withoutId("{}")) == "second"); // of a client that keeps no ids
    scope.remember(callWith("{}", "c2"), thoughtOf("third"));
    CHECK(wordsOf(callWith("{}")) == "second");
    CHECK(wordsOf(withoutId("{}")) == "third");
    scope.remember(callWith("{}"), {}); // without a thought
    CHECK(wordsOf(callWith("{}")) == "none");
    CHECK(wordsOf(withoutId("{}")) == "none");
    CHECK(wordsOf(callWith("{}", "c2")) == "third");
    CHECK(memory.bytes() == std::string("third").size());
}

TEST_CASE("a stream's call is known by the arguments that it ends with")
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

TEST_CASE("the memory is bounded, and the oldest goes first")
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
