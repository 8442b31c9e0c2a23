#include "gateway/protocol/conversation/adaptation/open_calls.h"

#include "catch.h"

#include <string>
#include <utility>

using namespace gateway::protocol;

namespace {

Message said(Role role, std::vector<Content> contents)
{
    Message message;
    message.role = role;
    for (Content& content : contents)
        message.parts.push_back({std::move(content), {}});
    return message;
}

ToolCall call(const std::string& id)
{
    ToolCall made;
    made.id = id;
    made.name = "ls";
    return made;
}

ToolResult result(const std::string& id)
{
    ToolResult made;
    made.callId = id;
    return made;
}

Text text() { return {"words", {}, {}}; }

/// "u:t a:c1c2 u:r1": a user text, two calls and one result; "x" is an inserted result.
std::string shape(const Conversation& conversation)
{
    std::string all;
    for (const Message& message : conversation.messages) {
        all += all.empty() ? "" : " ";
        all += message.role == Role::Assistant ? "a:" : message.role == Role::User ? "u:" : "s:";
        for (const Part& part : message.parts) {
            if (const auto* const made = std::get_if<ToolCall>(&part.content))
                all += 'c' + made->id;
            else if (const auto* const told = std::get_if<ToolResult>(&part.content))
                all += (told->isError ? 'x' : 'r') + told->callId;
            else
                all += 't';
        }
    }
    return all;
}

} // namespace

TEST_CASE("inserts a result for a call that is followed by other content")
{
    struct Row {
        std::vector<Message> messages;
        std::string shape;
        bool wasOpen;
    };
    const auto user = said(Role::User, {text()});
    const auto row = GENERATE_COPY(values<Row>({
        {{user, said(Role::Assistant, {call("1")}), said(Role::User, {result("1")})}, "u:t a:c1 u:r1", false},
        {{user, said(Role::Assistant, {call("1")})}, "u:t a:c1", false},
        {{user, said(Role::Assistant, {call("1")}), user}, "u:t a:c1 u:x1 u:t", true},
        {{user, said(Role::Assistant, {call("1"), call("2")}), said(Role::User, {result("2")})}, "u:t a:c1c2 u:x1r2", true},
        {{said(Role::Assistant, {call("1")}), said(Role::Assistant, {call("2")}), said(Role::User, {result("1")})},
            "a:c1 a:c2 u:x2r1", true},
        {{said(Role::Assistant, {call("1")}), said(Role::System, {text()}), said(Role::User, {result("1")})},
            "a:c1 s:t u:r1", false},
        {{said(Role::Assistant, {call("1")}), said(Role::User, {result("1")}), said(Role::Assistant, {call("1")}), user},
            "a:c1 u:r1 a:c1 u:x1 u:t", true},
    }));
    Conversation conversation;
    conversation.messages = row.messages;
    CHECK(answerOpenCalls(conversation) == row.wasOpen);
    CHECK(shape(conversation) == row.shape);
    CHECK_FALSE(answerOpenCalls(conversation));
}
