#include "sent_request.h"

#include "gateway/protocol/codecs/request_translation.h"

#include "catch.h"

#include <algorithm>
#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

struct UnknownPiece {
    Format client;
    std::string request; ///< "$" stands for earlier messages
    std::string user;    ///< a user message
    std::string assistant;
    std::string list;    ///< path of the messages
    std::string place;   ///< path within the message
};

std::vector<UnknownPiece> unknownPieces()
{
    return {
        {Format::OpenAiChat, R"({"model":"m","messages":[$ {"role":"user","content":[{"type":"hologram","data":"A"}]}]})", R"({"role":"user","content":"Hi"},)",
            R"({"role":"assistant","content":"Yes"},)", "messages", ".content[0]"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[$ {"role":"user","content":[{"type":"hologram","data":"A"},{"type":"smell","data":"A"}]}]})",
            R"({"role":"user","content":"Hi"},)", R"({"role":"assistant","content":"Yes"},)", "messages", ".content[0]"},
        {Format::OpenAiResponses, R"({"model":"m","input":[$ {"type":"message","role":"user","content":[{"type":"input_hologram","data":"A"}]}]})",
            R"({"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]},)",
            R"({"type":"message","role":"assistant","content":[{"type":"output_text","text":"Yes"}]},)", "input", ".content[0]"},
        {Format::Gemini, R"({"contents":[$ {"role":"user","parts":[{"hologram":{"data":"A"}}]}]})", R"({"role":"user","parts":[{"text":"Hi"}]},)",
            R"({"role":"model","parts":[{"text":"Yes"}]},)", "contents", ".parts[0]"},
    };
}

std::string with(const UnknownPiece& piece, const std::string& earlier)
{
    std::string body = piece.request;
    return body.replace(body.find("$ "), 2, earlier);
}

TranslatedRequest translatedPiece(Format client, const std::string& body, Format target)
{
    TranslationTarget to;
    to.format = target;
    to.to.model = "m";
    return translateRequest(readFrom(client, body), to);
}

bool namesHologram(const Losses& losses)
{
    return std::ranges::any_of(losses.list(), [](const std::string& each) { return each.find("hologram") != std::string::npos; });
}

} // namespace

TEST_CASE("drops and reports a message of unknown parts if another user message remains to answer")
{
    for (const UnknownPiece& piece : unknownPieces())
        for (const Format target : foreignTo(piece.client)) {
            const auto made = translatedPiece(piece.client, with(piece, piece.user), target);
            CAPTURE(piece.request, static_cast<int>(target), made.losses.list());
            REQUIRE(made.body);
            CHECK(toText(*made.body).find("Hi") != std::string::npos);
            CHECK(namesHologram(made.losses));
        }
}

TEST_CASE("rejects a message of unknown parts if no other user message would be answered")
{
    const bool isBehindAnswer = GENERATE(true, false);
    for (const UnknownPiece& piece : unknownPieces())
        for (const Format target : foreignTo(piece.client)) {
            const auto made = translatedPiece(piece.client, with(piece, isBehindAnswer ? piece.user + piece.assistant : ""), target);
            CAPTURE(piece.request, static_cast<int>(target), made.losses.list());
            REQUIRE_FALSE(made.body);
            CHECK(made.body.error().kind == ErrorKind::InvalidRequest);
            CHECK(made.body.error().param == piece.list + (isBehindAnswer ? "[2]" : "[0]") + piece.place);
            CHECK(made.body.error().text().find("hologram") != std::string::npos);
        }
}

TEST_CASE("rejects an unknown tool that is the only one whatever the tool choice")
{
    struct Given {
        Format client;
        std::string begin;
        std::vector<std::string> choices;
        const char* path;
    };
    const auto given = GENERATE(values<Given>({
        {Format::OpenAiChat, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"oracle"}])",
            {"", R"(,"tool_choice":"auto")", R"(,"tool_choice":"required")"}, "tools[0].type"},
        {Format::OpenAiResponses, R"({"model":"m","input":"Hi","tools":[{"type":"oracle"}])", {"", R"(,"tool_choice":"auto")", R"(,"tool_choice":"required")"}, "tools[0].type"},
        {Format::Anthropic, R"({"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"oracle_2027","name":"o"}])",
            {"", R"(,"tool_choice":{"type":"auto"})", R"(,"tool_choice":{"type":"any"})"}, "tools[0].type"},
    }));
    for (const std::string& choice : given.choices)
        for (const Format target : foreignTo(given.client)) {
            const auto made = translatedPiece(given.client, given.begin + choice + "}", target);
            CAPTURE(given.begin, choice, static_cast<int>(target));
            REQUIRE_FALSE(made.body);
            CHECK(made.body.error().param == given.path);
        }
}

TEST_CASE("reports a lost namespace description and an unenforced grammar")
{
    const std::string body = R"({"model":"m","input":"Hi","tools":[{"type":"namespace","name":"mail","description":"Letters.","tools":[{"type":"function","name":"send","parameters":{"type":"object"}}]},)"
                             R"({"type":"custom","name":"patch","format":{"type":"grammar","syntax":"lark","definition":"start: x"}},{"type":"custom","name":"plain","format":{"type":"text"}}]})";
    for (const Format target : foreignTo(Format::OpenAiResponses)) {
        for (const bool isOpenAis : {true, false}) {
            TranslationTarget to;
            to.format = target;
            to.to.model = "m";
            to.to.keepsSignatures = isOpenAis;
            const auto made = translateRequest(readFrom(Format::OpenAiResponses, body), to);
            const std::vector<std::string>& lost = made.losses.list();
            CAPTURE(static_cast<int>(target), isOpenAis, lost);
            REQUIRE(made.body);
            const auto names = [&lost](const char* what) { return std::ranges::count(lost, std::string(what)); };
            CHECK(names("tools: description of the namespace mail") == 1);
            CHECK(names("tools: the grammar of patch is not enforced") == (target == Format::OpenAiChat && isOpenAis ? 0 : 1));
            CHECK(names("tools: the grammar of plain is not enforced") == 0);
        }
    }
}
