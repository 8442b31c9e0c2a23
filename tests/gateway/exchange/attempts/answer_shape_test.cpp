#include "gateway/exchange/attempts/answer_kind.h"
#include "gateway/exchange/attempts/answer_shape.h"
#include "gateway/exchange/attempts/answer_verdict.h"
#include "gateway/protocol/metering/openai_chat_meter.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

http::ResponseHead answerHead(int status, const char* type)
{
    http::ResponseHead made;
    made.status = status;
    if (*type != '\0')
        made.headers.add("content-type", type);
    return made;
}

} // namespace

TEST_CASE("the head of an answer says how it is read")
{
    struct Row { const char* name; Format client; Format target; bool asksForStream; int status; const char* type; bool isStream; bool mayBeGathered; bool isTranslated; };
    const auto row = GENERATE(values<Row>({
        {"a stream", Format::OpenAiChat, Format::OpenAiChat, true, 200, "text/event-stream; charset=utf-8", true, false, false},
        {"a whole answer to who wants a stream", Format::OpenAiChat, Format::OpenAiChat, true, 200, "application/json", false, false, false},
        {"a stream that nobody asked for", Format::OpenAiChat, Format::OpenAiChat, false, 200, "Text/Event-Stream", false, true, false},
        {"a refusal of a stream", Format::OpenAiChat, Format::OpenAiChat, true, 400, "text/event-stream", false, false, false},
        {"another format", Format::Anthropic, Format::OpenAiChat, true, 200, "text/event-stream", true, false, true},
        {"lines", Format::OllamaChat, Format::OllamaChat, true, 200, "application/x-ndjson", true, false, false},
        {"events where lines are wanted", Format::OllamaChat, Format::OllamaChat, true, 200, "text/event-stream", false, false, false}}));
    CAPTURE(row.name);
    ClientRequest request;
    request.ask.operation = Operation::Converse;
    request.ask.format = row.client;
    request.outline.stream = row.asksForStream;
    Access access;
    access.format = row.target;
    const AnswerShape shape = shapeOf(request, access, answerHead(row.status, row.type), false);
    CHECK(shape.isStream == row.isStream);
    CHECK(shape.hasLines == row.isStream);
    CHECK(shape.mayBeGathered == row.mayBeGathered);
    CHECK(shape.isTranslated() == row.isTranslated);
    CHECK(shape.tellsUsage);
    CHECK(shape.isPlainChat == (row.client == Format::OpenAiChat && row.target == Format::OpenAiChat));
}

TEST_CASE("what passes as it is may tell its usage where it is JSON, and is a stream where it has events")
{
    struct Row { const char* type; bool isFiltered; bool tellsUsage; bool isStream; };
    const auto row = GENERATE(values<Row>({
        {"application/json; charset=utf-8", false, true, false}, {"application/problem+json", false, true, false}, {"", false, true, false},
        {"audio/mpeg", false, false, false}, {"audio/mpeg", true, true, false}, {"text/event-stream", false, false, true}, {"text/event-stream", true, true, false}}));
    CAPTURE(row.type, row.isFiltered);
    ClientRequest request;
    request.ask.operation = Operation::PassThrough;
    const AnswerShape shape = shapeOf(request, Access(), answerHead(200, row.type), row.isFiltered);
    CHECK(shape.tellsUsage == row.tellsUsage);
    CHECK(shape.isStream == row.isStream);
}

TEST_CASE("so much of a whole answer is held as has to be read")
{
    constexpr qsizetype kMiB = 1024 * 1024;
    struct Row { const char* name; bool passes; bool tellsUsage; bool mayBeGathered; qsizetype most; };
    const auto row = GENERATE(values<Row>({
        {"it passes", true, true, false, kMiB}, {"it passes, and nobody reads it", true, false, false, 1},
        {"it is translated", false, true, false, 64 * kMiB}, {"it may be a stream that nobody asked for", false, true, true, 8 * kMiB}}));
    CAPTURE(row.name);
    AnswerShape shape;
    shape.tellsUsage = row.tellsUsage;
    shape.mayBeGathered = row.mayBeGathered;
    CHECK(mayHoldMore(shape, row.most - 1, row.passes));
    CHECK_FALSE(mayHoldMore(shape, row.most, row.passes));
}

TEST_CASE("the beginning of a stream is an answer once it says something or its end says why not")
{
    struct Row { const char* name; const char* bytes; bool hasEnded; StreamBeginning what; };
    const auto row = GENERATE(values<Row>({
        {"text", "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n", false, StreamBeginning::Answer},
        {"nothing yet", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", false, StreamBeginning::Answer},
        {"an end and nothing before it", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Empty},
        {"the limit reached before any text", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Answer},
        {"filtered", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Answer},
        {"broken off", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", true, StreamBeginning::Unbegun},
        {"an error", "data: {\"error\":{\"message\":\"Oops\"}}\n\n", false, StreamBeginning::Error},
        {"an error behind text", "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"error\":{\"message\":\"Oops\"}}\n\n", false, StreamBeginning::Answer},
        {"no JSON", "data: <html>\n\n", false, StreamBeginning::NotJson}}));
    CAPTURE(row.name);
    protocol::OpenAiChatReader reader;
    protocol::OpenAiChatMeter meter(reader, protocol::UsageChunk::Keep);
    (void)meter.feed(row.bytes);
    if (row.hasEnded)
        (void)meter.finish();
    CHECK(streamBeginning(meter, row.hasEnded) == row.what);
}

TEST_CASE("a whole chat is an answer where it says something or why not")
{
    struct Row { const char* body; ChatAnswer what; bool says; };
    const auto row = GENERATE(values<Row>({
        {R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})", ChatAnswer::Answer, true},
        {R"({"choices":[{"message":{"content":null,"reasoning_content":"Hm"},"finish_reason":"stop"}]})", ChatAnswer::Answer, true},
        {R"({"choices":[{"message":{"content":""},"finish_reason":"length"}]})", ChatAnswer::Answer, false},
        {R"({"choices":[{"message":{"content":""},"finish_reason":"stop"}]})", ChatAnswer::Empty, false},
        {R"({"choices":[]})", ChatAnswer::Empty, false}, {R"({"error":{"message":"Oops"}})", ChatAnswer::Error, false},
        {R"({"error":{"message":"Oops"},"choices":[{"message":{"content":"Hi"}}]})", ChatAnswer::Error, true},
        {"<html>", ChatAnswer::NotJson, false}}));
    CAPTURE(row.body);
    protocol::OpenAiChatReader reader;
    const protocol::ChatFacts facts = reader.read(row.body);
    CHECK(chatAnswerOf(facts) == row.what);
    CHECK(saysSomething(facts) == row.says);
}
