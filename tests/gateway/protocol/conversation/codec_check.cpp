#include "codec_check.h"

#include "catch.h"
#include "describe.h"
#include "effort.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include <map>
#include <set>

namespace tests {

using namespace gateway::protocol;
using gateway::Json;

namespace {

const std::string kIdBase = "01TEST";

ModelAnswer built(const std::vector<AnswerEvent>& events)
{
    AnswerBuilder builder;
    for (const AnswerEvent& event : events)
        builder.take(event);
    return builder.answer();
}

Json asList(const std::vector<AnswerEvent>& events)
{
    Json list = Json::array();
    for (const AnswerEvent& event : events)
        list.push_back(describe(event));
    return list;
}

/// JSON whose objects compare equal whatever the order of their keys.
nlohmann::json unordered(const Json& json) { return nlohmann::json::parse(json.dump()); }

Json parsed(std::string_view body)
{
    auto json = gateway::parseJson(body);
    REQUIRE(json);
    return std::move(*json);
}

} // namespace

std::vector<AnswerEvent> decoded(const Codec& codec, const std::vector<std::string_view>& pieces)
{
    const auto decoder = codec.makeDecoder(kIdBase);
    std::vector<AnswerEvent> events;
    for (const std::string_view piece : pieces)
        decoder->feed(piece, events);
    decoder->finish(events);
    return events;
}

ModelAnswer decodedAtEveryCut(const Codec& codec, std::string_view stream)
{
    const std::vector<AnswerEvent> whole = decoded(codec, {stream});
    checkOrder(whole);
    const ModelAnswer answer = built(whole);
    const Json expected = describe(answer);
    for (std::size_t cut = 1; cut < stream.size(); cut += kCutStep) {
        const auto events = decoded(codec, {stream.substr(0, cut), stream.substr(cut)});
        if (describe(built(events)) != expected) {
            CAPTURE(cut, asList(events).dump(1));
            CHECK(describe(built(events)).dump(1) == expected.dump(1));
            return answer;
        }
    }
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < stream.size(); ++i)
        bytes.push_back(stream.substr(i, 1));
    CHECK(describe(built(decoded(codec, bytes))).dump(1) == expected.dump(1));
    return answer;
}

void checkOrder(const std::vector<AnswerEvent>& events)
{
    CAPTURE(asList(events).dump(1));
    std::map<int, int> next; // the next part of each choice
    std::map<int, int> open;
    std::set<int> ended;
    bool isOver = false;
    for (const AnswerEvent& event : events) {
        CHECK_FALSE(isOver);
        if (const auto* begun = std::get_if<PartBegun>(&event)) {
            CHECK_FALSE(open.count(begun->choice));
            CHECK_FALSE(ended.count(begun->choice));
            CHECK(begun->part == next[begun->choice]++);
            open[begun->choice] = begun->part;
        } else if (const auto* grew = std::get_if<PartGrew>(&event)) {
            REQUIRE(open.count(grew->choice));
            CHECK(open[grew->choice] == grew->part);
        } else if (const auto* partEnd = std::get_if<PartEnded>(&event)) {
            REQUIRE(open.count(partEnd->choice));
            CHECK(open[partEnd->choice] == partEnd->part);
            open.erase(partEnd->choice);
        } else if (const auto* end = std::get_if<ChoiceEnded>(&event)) {
            CHECK_FALSE(open.count(end->choice));
            CHECK(ended.insert(end->choice).second);
        } else if (std::holds_alternative<AnswerEnded>(event)) {
            CHECK(open.empty());
            isOver = true;
        } else if (std::holds_alternative<AnswerFailed>(event)) {
            isOver = true;
        }
    }
}

Conversation readRequest(const Codec& codec, std::string_view body, const RequestPlace& place)
{
    auto conversation = codec.readRequest(parsed(body), place);
    if (!conversation)
        FAIL(conversation.error().param + ": " + conversation.error().text());
    return std::move(*conversation);
}

Json writeRequest(const Codec& codec, const Conversation& conversation, const WriteTarget& target, Losses* losses)
{
    Losses own;
    auto body = codec.writeRequest(conversation, target, losses ? *losses : own);
    if (!body)
        FAIL(body.error().param + ": " + body.error().text());
    CHECK(own.list() == std::vector<std::string>{});
    return std::move(*body);
}

void checkRequestIdentity(const Codec& codec, std::string_view body, const RequestPlace& place)
{
    const Conversation conversation = readRequest(codec, body, place);
    WriteTarget target;
    target.model = conversation.model;
    const Json again = writeRequest(codec, conversation, target);
    CHECK(unordered(again).dump(1) == unordered(parsed(body)).dump(1));
}

void checkNeutralIdentity(const Codec& codec, const Conversation& conversation)
{
    WriteTarget target;
    target.model = conversation.model;
    const Json body = writeRequest(codec, conversation, target);
    const Conversation again = readRequest(codec, body.dump(), {conversation.model, conversation.isStream});
    CAPTURE(body.dump(1));
    CHECK(describe(again).dump(1) == describe(conversation).dump(1));
}

void checkAnswerIdentity(const Codec& codec, std::string_view body, const std::vector<std::string>& except)
{
    const Json before = parsed(body);
    const auto answer = codec.readAnswer(before, kIdBase);
    REQUIRE(answer);
    AnswerContext context;
    context.model = answer->model;
    context.id = kIdBase;
    context.now_s = answer->created_s;
    nlohmann::json again = unordered(codec.writeAnswer(*answer, context));
    nlohmann::json expected = unordered(before);
    for (const std::string& key : except) {
        again.erase(key);
        expected.erase(key);
    }
    CHECK(again.dump(1) == expected.dump(1));
}

void checkStreamIdentity(const Codec& codec, const ModelAnswer& answer)
{
    AnswerContext context;
    context.model = answer.model;
    context.id = kIdBase;
    context.now_s = answer.created_s;
    Conversation request;
    request.includeUsage = true;
    context.request = &request;
    const auto encoder = codec.makeEncoder(context);
    std::string stream;
    for (const AnswerEvent& event : eventsOf(answer))
        encoder->write(event, stream);
    CAPTURE(stream);
    ModelAnswer again = decodedAtEveryCut(codec, stream);
    ModelAnswer expected = answer;
    again.id = expected.id = {}; // formats generate their own IDs
    again.created_s = expected.created_s = 0;
    CHECK(describe(again).dump(1) == describe(expected).dump(1));
}

std::string problemOf(const Codec& codec, std::string_view body, const RequestPlace& place)
{
    const auto conversation = codec.readRequest(parsed(body), place);
    REQUIRE_FALSE(conversation);
    CHECK(conversation.error().kind == gateway::ErrorKind::InvalidRequest);
    return conversation.error().param + ": " + conversation.error().text();
}

} // namespace tests
