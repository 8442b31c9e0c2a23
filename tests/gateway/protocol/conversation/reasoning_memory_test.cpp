#include "gateway/protocol/conversation/reasoning_memory.h"

#include "catch.h"

#include "gateway/protocol/conversation/answer_builder.h"

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

} // namespace

TEST_CASE("what was thought before a call is put back before it, from a stream and from a whole answer")
{
    const bool isStream = GENERATE(false, true);
    ReasoningMemory memory;
    ReasoningListener listener(memory, Format::Anthropic);
    if (isStream) {
        for (const AnswerEvent& event : eventsOf(thoughtful()))
            listener.hear(event);
    } else {
        listener.hear(thoughtful());
    }
    for (const char* id : {"c1", "c2"}) {
        Conversation conversation = withoutThought(id);
        memory.restore(conversation);
        REQUIRE(conversation.messages[0].parts.size() == 2);
        const auto& thinking = std::get<Thinking>(conversation.messages[0].parts[0].content);
        CHECK(thinking.text == "look first");
        CHECK(thinking.signature == "sig");
        CHECK(thinking.origin == Format::Anthropic);
        memory.restore(conversation); // once is enough
        CHECK(conversation.messages[0].parts.size() == 2);
    }
    Conversation other = withoutThought("c3");
    memory.restore(other);
    CHECK(other.messages[0].parts.size() == 1);
}

TEST_CASE("what another vendor has signed in a format is kept without that")
{
    ReasoningMemory memory;
    ReasoningListener(memory, Format::Anthropic, false).hear(thoughtful());
    Conversation conversation = withoutThought("c1");
    memory.restore(conversation);
    REQUIRE(conversation.messages[0].parts.size() == 2);
    const auto& thinking = std::get<Thinking>(conversation.messages[0].parts[0].content);
    CHECK(thinking.text == "look first");
    CHECK(thinking.signature.empty());
}

TEST_CASE("words that a client has kept of a thought make room for all of it")
{
    ReasoningMemory memory;
    ReasoningListener(memory, Format::Anthropic).hear(thoughtful());
    Conversation conversation = withoutThought("c1");
    for (const char* piece : {"look ", "first"}) {
        Thinking kept;
        kept.text = piece;
        conversation.messages[0].parts.insert(conversation.messages[0].parts.end() - 1, Part{kept, {}});
    }
    memory.restore(conversation);
    REQUIRE(conversation.messages[0].parts.size() == 2);
    CHECK(std::get<Thinking>(conversation.messages[0].parts[0].content).signature == "sig");
}

TEST_CASE("a call's own signature comes back to it")
{
    ReasoningMemory memory;
    memory.remember("c1", {{}, "thought-signature"});
    Conversation conversation = withoutThought("c1");
    memory.restore(conversation);
    CHECK(conversation.messages[0].parts.size() == 1);
    CHECK(std::get<ToolCall>(conversation.messages[0].parts[0].content).signature == "thought-signature");
}

TEST_CASE("the memory is bounded, and the oldest goes first")
{
    ReasoningMemory memory;
    Thinking thinking;
    thinking.text.assign(100 * 1024, 't');
    for (int i = 0; i < 400; ++i)
        memory.remember("c" + std::to_string(i), {thinking, {}});
    CHECK(memory.bytes() <= ReasoningMemory::kMostBytes);
    CHECK_FALSE(memory.find("c0"));
    CHECK(memory.find("c399"));
    thinking.text.assign(ReasoningMemory::kLongest + 1, 't');
    memory.remember("long", {thinking, {}});
    CHECK_FALSE(memory.find("long"));
}
