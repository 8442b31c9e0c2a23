#include "gateway/protocol/gemini/gemini_codec.h"

#include "catch.h"
#include "codec_check.h"
#include "describe.h"

#include <array>
#include <random>
#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

/// Random conversations and answers with everything that Gemini's format can carry.
class Maker {
public:
    explicit Maker(unsigned seed)
        : m_random(seed)
    {
    }

    Conversation conversation()
    {
        Conversation out;
        out.origin = Format::Gemini;
        out.model = oneOf({"gemini-2.5-flash", "gemini-2.5-pro", "other"});
        out.isStream = chance(2);
        if (chance(2))
            out.messages.push_back({Role::System, {{Text{word(), {}, Format::Gemini}, {}}}, {}, {}});
        for (int turns = upTo(4) + 1; turns > 0; --turns)
            addTurn(out);
        addTools(out);
        addFormat(out);
        addRest(out);
        return out;
    }

    ModelAnswer answer()
    {
        ModelAnswer out;
        out.model = "m";
        for (int i = 0, count = upTo(2) + 1; i < count; ++i) {
            Choice choice;
            choice.index = i;
            bool hasCalls = false;
            int last = -1;
            for (int parts = upTo(4); parts >= 0; --parts) {
                const int kind = upTo(3);
                if (kind == last && kind == 0)
                    continue; // adjacent texts would be merged in a stream
                last = kind;
                if (kind == 0)
                    choice.parts.push_back({text(), {}});
                else if (kind == 1)
                    choice.parts.push_back({media(), {}});
                else
                    choice.parts.push_back({call(true), {}});
                hasCalls = hasCalls || kind == 2;
            }
            choice.stop = hasCalls && chance(1) ? StopReason::ToolCalls : StopReason::Length;
            out.choices.push_back(std::move(choice));
        }
        out.usage.input = Tokens{upTo(1000)};
        out.usage.output = Tokens{upTo(1000)};
        if (chance(2))
            out.usage.cachedInput = Tokens{upTo(1000)};
        if (chance(2))
            out.usage.reasoning = Tokens{upTo(1000) + 2000};
        return out;
    }

private:
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most - 1)(m_random); }
    bool chance(int of) { return upTo(of) == 0; }
    std::string oneOf(std::initializer_list<const char*> list)
    {
        return *(list.begin() + upTo(static_cast<int>(list.size())));
    }
    std::string word()
    {
        return oneOf({"a", "Grüße", "\"quoted\"", "{\"json\":1}", "line\nbreak\r\n", "日本", "\\", "data: x"})
            + std::to_string(upTo(1000));
    }

    Text text()
    {
        Text out;
        out.text = word();
        out.origin = Format::Gemini;
        if (chance(4))
            out.signature = "c2ln";
        return out;
    }
    Media media()
    {
        Media out;
        out.mediaType = oneOf({"image/png", "audio/wav", "video/mp4", "application/pdf"});
        out.kind = out.mediaType[0] == 'i' ? Media::Kind::Image
            : out.mediaType[1] == 'u'      ? Media::Kind::Audio
            : out.mediaType[0] == 'v'      ? Media::Kind::Video
                                           : Media::Kind::File;
        out.data = "iVBORw0KGgo=";
        return out;
    }
    Media anyMedia()
    {
        Media out = media();
        if (chance(2))
            return out;
        out.data.clear();
        (chance(2) ? out.url : out.fileId) = "";
        if (chance(2))
            out.url = "https://example.org/" + std::to_string(upTo(9));
        else
            out.fileId = "https://files.example/v1beta/files/x";
        if (chance(3))
            out.extras = {Format::Gemini, Json{{"videoMetadata", {{"fps", upTo(9)}}}}};
        return out;
    }
    ToolCall call(bool hasOwnId)
    {
        ToolCall out;
        out.id = "id" + std::to_string(m_next++);
        out.hasOwnId = hasOwnId;
        out.name = oneOf({"ls", "cat", "now"});
        out.input = oneOf({R"({"path":"/a"})", R"({"n":1.5,"list":[1,null,{"x":"y"}]})", "{}"});
        if (chance(3))
            out.signature = "c2ln";
        return out;
    }
    ToolResult resultOf(const ToolCall& of)
    {
        ToolResult out;
        out.callId = of.id;
        out.name = of.name;
        out.isError = chance(4);
        if (chance(3) && !out.isError)
            out.value = Json{{"n", upTo(9)}, {"m", word()}};
        else
            out.content.emplace_back(Text{word(), {}, {}});
        if (chance(4))
            out.content.emplace_back(media());
        return out;
    }
    void addTurn(Conversation& out)
    {
        Message user;
        for (int parts = upTo(3); parts >= 0; --parts)
            user.parts.push_back({chance(3) ? Content(anyMedia()) : Content(text()), {}});
        out.messages.push_back(std::move(user));
        if (chance(3))
            return; // there would be consecutive user messages
        Message model;
        model.role = Role::Assistant;
        Message results;
        if (chance(3)) {
            Thinking thinking;
            thinking.text = word();
            thinking.signature = chance(2) ? "dGg=" : "";
            thinking.origin = Format::Gemini;
            model.parts.push_back({thinking, {}});
        }
        if (chance(4))
            model.parts.push_back({Opaque{Format::Gemini, Json{{"executableCode", {{"code", word()}}}}}, {}});
        model.parts.push_back({text(), {}});
        const bool hasOwnIds = chance(2);
        for (int calls = upTo(4), i = 0; i < calls; ++i) {
            ToolCall made = call(hasOwnIds);
            if (!hasOwnIds) // as the reader generates them
                made.id = "call_" + std::to_string(contentsOf(out)) + '_' + std::to_string(i);
            results.parts.push_back({resultOf(made), {}});
            model.parts.push_back({std::move(made), {}});
        }
        out.messages.push_back(std::move(model));
        if (!results.parts.empty())
            out.messages.push_back(std::move(results));
    }
    static std::size_t contentsOf(const Conversation& out)
    {
        return out.messages.size() - (!out.messages.empty() && out.messages[0].role == Role::System ? 1 : 0);
    }
    void addTools(Conversation& out)
    {
        for (int i = 0, count = upTo(4); i < count; ++i) {
            Tool tool;
            tool.name = "tool" + std::to_string(i);
            tool.origin = Format::Gemini;
            tool.description = chance(2) ? word() : "";
            if (chance(2))
                tool.parameters =
                    Json{{"type", "object"}, {"properties", {{"type", {{"type", Json::array({"string", "null"})}}}}}};
            out.tools.push_back(std::move(tool));
        }
        if (chance(3)) {
            Tool search;
            search.kind = Tool::Kind::BuiltIn;
            search.name = "googleSearch";
            search.origin = Format::Gemini;
            search.definition = Json{{"googleSearch", Json::object()}};
            out.tools.push_back(std::move(search));
        }
        static constexpr std::array kKinds{ToolChoice::Kind::Unsaid, ToolChoice::Kind::Auto, ToolChoice::Kind::None,
            ToolChoice::Kind::Required, ToolChoice::Kind::Named};
        out.toolChoice.kind = kKinds[static_cast<std::size_t>(upTo(5))];
        if (out.toolChoice.kind == ToolChoice::Kind::Named)
            out.toolChoice.name = "tool0";
        if (out.toolChoice.kind == ToolChoice::Kind::Required && chance(2))
            out.toolChoice.allowed = {"tool0", "tool1"};
        if (out.toolChoice.kind == ToolChoice::Kind::Auto && chance(2))
            out.toolChoice.allowed = {"tool0"};
    }
    void addFormat(Conversation& out)
    {
        const int kind = upTo(4);
        out.output.kind = static_cast<OutputFormat::Kind>(kind);
        if (out.output.kind == OutputFormat::Kind::JsonSchema)
            out.output.schema = Json{{"type", "object"}, {"properties", {{"a", {{"type", "string"}}}}}};
        const int thinking = upTo(4);
        if (thinking == 1) {
            out.reasoning.budget = upTo(3) * 1000;
            out.reasoning.enabled = *out.reasoning.budget > 0;
        } else if (thinking == 2) {
            out.reasoning.isAdaptive = true;
        } else if (thinking == 3) {
            out.model = "gemini-3-flash-preview";
            out.reasoning.effort = oneOf({"minimal", "low", "medium", "high"});
            sign(out); // otherwise they would get a placeholder
        }
        if (chance(2))
            out.reasoning.isShown = chance(2);
    }
    static void sign(Conversation& out)
    {
        for (Message& message : out.messages)
            for (Part& part : message.parts)
                if (auto* const call = std::get_if<ToolCall>(&part.content))
                    call->signature = "c2ln";
    }
    void addRest(Conversation& out)
    {
        Sampling& sampling = out.sampling;
        if (chance(2))
            sampling.temperature = upTo(20) / 10.0;
        if (chance(2))
            sampling.topP = 0.25;
        if (chance(2))
            sampling.topK = upTo(64);
        if (chance(2))
            sampling.maxTokens = upTo(10000) + 1;
        if (chance(2))
            sampling.stop = {word(), word()};
        if (chance(3))
            sampling.count = 2;
        if (chance(3))
            sampling.seed = upTo(1000);
        if (chance(3))
            sampling.presencePenalty = 0.5;
        if (chance(3))
            sampling.frequencyPenalty = -0.5;
        if (chance(3))
            sampling.logProbs = true;
        if (chance(3))
            sampling.topLogProbs = upTo(20);
        if (chance(3))
            out.metadata = Json{{"k", word()}};
        if (chance(3))
            out.serviceTier = "flex";
        if (chance(3))
            out.extras.emplace_back("generationConfig.speechConfig", Json{{"x", upTo(9)}});
        if (chance(3))
            out.extras.emplace_back("safetySettings", Json::array({Json{{"threshold", "BLOCK_NONE"}}}));
    }

    std::mt19937 m_random;
    int m_next = 0;
};

} // namespace

TEST_CASE("random Gemini conversations survive writing and reading unchanged")
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        checkNeutralIdentity(geminiCodec(), Maker(seed).conversation());
    }
}

TEST_CASE("random Gemini answers survive bodies and streams unchanged")
{
    for (unsigned seed = 1; seed <= 400; ++seed) {
        CAPTURE(seed);
        const ModelAnswer answer = Maker(seed).answer();
        AnswerContext context;
        context.model = answer.model;
        auto again = geminiCodec().readAnswer(geminiCodec().writeAnswer(answer, context), "x");
        REQUIRE(again);
        CHECK(describe(*again).dump(1) == describe(answer).dump(1));
        if (seed % 100 == 0) // not for all of them, because splitting at every byte is slow
            checkStreamIdentity(geminiCodec(), answer);
    }
}
