#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/responses_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include <random>
#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {

/// Random conversations and answers within what the format carries.
class Maker {
public:
    explicit Maker(unsigned seed)
        : m_random(seed)
    {
    }

    bool maybe() { return below(2) == 0; }
    std::size_t below(std::size_t count) { return m_random() % count; }
    std::string words()
    {
        static const char* const kPieces[] = {
            "a", "\"", "\\", "\n", "✓", "🙂", "é", "</tag>", "{", " ", "\t", "\x01", "word"};
        std::string made = "w";
        for (std::size_t i = below(8); i > 0; --i)
            made += kPieces[below(std::size(kPieces))];
        return made;
    }
    std::string id(const char* prefix) { return prefix + std::to_string(m_next++); }

    Text text(bool isAssistants)
    {
        Text made;
        made.text = words();
        if (!isAssistants)
            return made;
        made.itemId = id("msg_"); // distinguishes adjacent items
        if (maybe())
            made.phase = maybe() ? "commentary" : "final_answer";
        if (below(4) == 0) {
            made.annotations = Json::array({Json{{"type", "url_citation"}, {"url", words()}}});
            made.origin = Format::OpenAiResponses;
        }
        return made;
    }

    Media media()
    {
        Media made;
        made.kind = maybe() ? Media::Kind::Image : Media::Kind::File;
        const bool isImage = made.kind == Media::Kind::Image;
        switch (below(3)) {
        case 0:
            made.url = "https://example.org/" + std::to_string(below(99));
            break;
        case 1:
            made.data = "iVBORw0KGgo=";
            made.mediaType = isImage ? "image/png" : "application/pdf";
            break;
        default:
            made.fileId = id("file-");
        }
        if (isImage && maybe())
            made.detail = maybe() ? "low" : "auto";
        if (!isImage && maybe())
            made.name = words();
        return made;
    }

    Thinking thinking()
    {
        Thinking made;
        made.origin = Format::OpenAiResponses;
        made.id = id("rs_");
        for (std::size_t i = below(3); i > 0; --i)
            made.summary.push_back(words());
        if (maybe())
            made.text = words();
        if (maybe())
            made.encrypted = id("gAAAA");
        return made;
    }

    ToolCall call()
    {
        ToolCall made;
        made.id = id("call_");
        made.isFreeForm = below(3) == 0;
        made.name = made.isFreeForm ? "apply_patch" : "f" + std::to_string(below(3));
        if (!made.isFreeForm && below(3) == 0)
            made.nameSpace = "space";
        made.input = made.isFreeForm ? words() : toText(Json{{"a", words()}});
        made.itemId = id("fc_");
        return made;
    }

    ToolResult resultOf(const ToolCall& call)
    {
        ToolResult made;
        made.callId = call.id;
        made.name = call.name;
        made.isFreeForm = call.isFreeForm;
        if (maybe())
            made.itemId = id("fco_");
        switch (below(3)) {
        case 0:
            break;
        case 1:
            made.content.emplace_back(text(false));
            break;
        default:
            made.content.emplace_back(text(false));
            made.content.emplace_back(media());
        }
        return made;
    }

    Opaque opaque()
    {
        return {Format::OpenAiResponses, Json{{"type", "web_search_call"}, {"id", id("ws_")}, {"status", "completed"}}};
    }

    /// An assistant turn and the results of its calls.
    void turn(Conversation& out)
    {
        Message message;
        message.role = Role::Assistant;
        std::vector<ToolCall> calls;
        for (std::size_t i = 1 + below(4); i > 0; --i) {
            switch (below(4)) {
            case 0:
                message.parts.push_back({thinking(), {}});
                break;
            case 1:
                message.parts.push_back({text(true), {}});
                break;
            case 2:
                message.parts.push_back({opaque(), {}});
                break;
            default:
                calls.push_back(call());
                message.parts.push_back({calls.back(), {}});
            }
        }
        out.messages.push_back(std::move(message));
        Message results;
        for (const ToolCall& each : calls)
            results.parts.insert(results.parts.begin() + static_cast<std::ptrdiff_t>(below(results.parts.size() + 1)),
                {resultOf(each), {}});
        if (!results.parts.empty())
            out.messages.push_back(std::move(results));
    }

    void question(Conversation& out)
    {
        Message message;
        static constexpr Role kRoles[] = {Role::User, Role::User, Role::System, Role::Developer};
        message.role = kRoles[below(4)];
        for (std::size_t i = 1 + below(3); i > 0; --i)
            message.parts.push_back({maybe() ? Content(text(false)) : Content(media()),
                below(5) == 0 ? Json{{"type", "ephemeral"}} : Json()});
        if (maybe())
            message.id = id("msg_");
        out.messages.push_back(std::move(message));
    }

    Tool tool(std::size_t number)
    {
        Tool made;
        made.origin = Format::OpenAiResponses;
        const std::size_t kind = below(4);
        made.name = "t" + std::to_string(number);
        if (kind == 0) {
            made.kind = Tool::Kind::BuiltIn;
            made.name = "web_search";
            made.definition = Json{{"type", "web_search"}, {"filters", words()}};
            return made;
        }
        if (maybe())
            made.description = words();
        if (kind == 1) {
            made.kind = Tool::Kind::FreeForm;
            if (maybe())
                made.definition = Json{{"type", "text"}};
            return made;
        }
        if (maybe())
            made.strict = maybe();
        if (maybe())
            made.parameters = Json{{"type", "object"}, {"properties", Json::object()}};
        if (below(4) == 0)
            made.extras = Json{{"defer_loading", true}};
        if (below(3) == 0) {
            made.nameSpace = "space" + std::to_string(below(2));
            made.nameSpaceDescription = "d";
        }
        return made;
    }

    void settings(Conversation& out)
    {
        Sampling& sampling = out.sampling;
        if (maybe())
            sampling.temperature = static_cast<double>(below(8)) / 4;
        if (maybe())
            sampling.topP = 0.5;
        if (maybe())
            sampling.maxTokens = static_cast<std::int64_t>(below(5000));
        if (maybe())
            sampling.logProbs = true;
        if (maybe())
            sampling.topLogProbs = 4;
        if (maybe())
            out.reasoning.effort = maybe() ? "high" : "none";
        if (maybe())
            out.reasoning.summary = "auto";
        out.reasoning.wantsEncrypted = maybe();
        if (maybe())
            out.parallelCalls = maybe();
        if (maybe())
            out.store = maybe();
        if (maybe())
            out.metadata = Json{{"k", words()}};
        if (maybe())
            out.user = words();
        if (maybe())
            out.promptCacheKey = words();
        if (maybe())
            out.serviceTier = "flex";
        if (maybe())
            out.extras.emplace_back("text.verbosity", "low");
        if (maybe())
            out.extras.emplace_back("client_metadata", Json{{"x", words()}});
        out.isStream = maybe();
        switch (below(4)) {
        case 0:
            out.output.kind = OutputFormat::Kind::JsonSchema;
            out.output.name = "n";
            out.output.schema = Json{{"type", "object"}};
            out.output.strict = true;
            break;
        case 1:
            out.output.kind = OutputFormat::Kind::JsonObject;
            break;
        default:
            break;
        }
    }

    Conversation conversation()
    {
        Conversation made;
        made.origin = Format::OpenAiResponses;
        made.model = "m";
        if (maybe()) {
            Message message;
            message.role = Role::System;
            message.id = kInstructionsId;
            message.parts.push_back({text(false), {}});
            made.messages.push_back(std::move(message));
        }
        for (std::size_t i = 1 + below(5); i > 0; --i) {
            question(made);
            if (maybe())
                turn(made);
        }
        for (std::size_t i = below(5); i > 0; --i)
            made.tools.push_back(tool(i));
        choose(made);
        settings(made);
        return made;
    }

    void choose(Conversation& out)
    {
        switch (below(4)) {
        case 0:
            out.toolChoice.kind = ToolChoice::Kind::Auto;
            break;
        case 1:
            if (!out.tools.empty())
                out.toolChoice = {ToolChoice::Kind::Named, out.tools[below(out.tools.size())].name, {}};
            break;
        case 2:
            if (!out.tools.empty())
                out.toolChoice = {ToolChoice::Kind::Required, {}, {out.tools[below(out.tools.size())].name}};
            break;
        default:
            break;
        }
    }

    ModelAnswer answer()
    {
        ModelAnswer made;
        made.model = "m";
        Choice choice;
        choice.stop = StopReason::Stop;
        for (std::size_t i = below(6); i > 0; --i) {
            switch (below(5)) {
            case 0:
                choice.parts.push_back({thinking(), {}});
                break;
            case 1:
                choice.parts.push_back({opaque(), {}});
                break;
            case 2:
                choice.parts.push_back({call(), {}});
                choice.stop = StopReason::ToolCalls;
                break;
            default:
                choice.parts.push_back({text(true), {}});
            }
        }
        if (below(4) == 0)
            choice.stop = maybe() ? StopReason::Length : StopReason::ContentFilter;
        made.choices.push_back(std::move(choice));
        made.usage.origin = UsageOrigin::Reported;
        made.usage.input = Tokens{static_cast<std::int64_t>(below(1000))};
        made.usage.cachedInput = Tokens{static_cast<std::int64_t>(below(1000))};
        made.usage.output = Tokens{static_cast<std::int64_t>(below(1000))};
        made.usage.reasoning = Tokens{static_cast<std::int64_t>(below(1000))};
        if (maybe())
            made.usage.cacheWrite = Tokens{static_cast<std::int64_t>(below(1000))};
        return made;
    }

private:
    std::mt19937 m_random;
    int m_next = 0;
};

} // namespace

TEST_CASE("random Responses conversations survive writing and reading unchanged")
{
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        checkNeutralIdentity(openAiResponsesCodec(), Maker(seed).conversation());
    }
}

TEST_CASE("random Responses answers survive streams unchanged")
{
    const Codec& codec = openAiResponsesCodec();
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const ModelAnswer answer = Maker(seed).answer();
        AnswerContext context;
        context.model = answer.model;
        context.id = "01TEST";
        const auto encoder = codec.makeEncoder(context);
        std::string stream;
        for (const AnswerEvent& event : eventsOf(answer))
            encoder->write(event, stream);
        const std::size_t cut = seed * 7919 % stream.size();
        const auto events =
            decoded(codec, {std::string_view(stream).substr(0, cut), std::string_view(stream).substr(cut)});
        checkOrder(events);
        AnswerBuilder builder;
        for (const AnswerEvent& event : events)
            builder.take(event);
        CHECK(builder.isWhole());
        ModelAnswer& again = builder.answer();
        again.id.clear();
        again.created_s = 0;
        CHECK(describe(again).dump(1) == describe(answer).dump(1));
    }
}
