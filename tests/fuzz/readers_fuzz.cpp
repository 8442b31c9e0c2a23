// The small readers, by the first letter of the line:
//   c  the catalog: providers, "%%", models      m  a list of models
//   e  an upstream's error body                    o  an error body of our own
//   r  redaction: a secret, a line feed, a text    s  references and points in time
//   p  the demo provider's request                 D  all that read JSON of others, nested deep
//   x  an expression that counts tokens

#include "input.h"
#include "upstream_answer.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/sse.h"
#include "gateway/limits/terms/count_expression.h"
#include "gateway/protocol/dialect.h"
#include "gateway/protocol/upstream_error.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/demo.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/secrets/redaction.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

using fuzz::Input;
using fuzz::require;
using namespace gateway;

namespace {

constexpr std::array kDialects{
    protocol::Dialect::OpenAi, protocol::Dialect::Anthropic, protocol::Dialect::Gemini, protocol::Dialect::Ollama};
constexpr std::size_t kMostWords = 503; // with the dots behind what was cut
constexpr std::size_t kMostMessage = 2000;

void readCatalog(const Input&, const std::string& text)
{
    std::string_view rest = text;
    const std::vector<char> providers = fuzz::exactly(fuzz::takeUntil(rest, "%%\n"));
    const std::vector<char> models = fuzz::exactly(rest);
    const auto catalog = providers::Catalog::parse(fuzz::viewOf(providers), fuzz::viewOf(models));
    if (!catalog) {
        require(catalog.error().kind == ErrorKind::ConfigInvalid, "a catalog is right or not");
        return;
    }
    for (const providers::CatalogEntry& entry : (*catalog)->entries()) {
        require(!entry.id.empty() && !entry.name.empty() && !entry.endpoints.empty(), "an entry is whole");
        const providers::CatalogEntry* const found = (*catalog)->find(entry.id);
        require(
            found && (found->id == entry.id || std::count(found->aliases.begin(), found->aliases.end(), entry.id) > 0),
            "an entry is found by its id");
        for (const std::string& alias : entry.aliases)
            require((*catalog)->find(alias) != nullptr, "an entry is found by its aliases");
        for (const providers::CatalogModel& model : (*catalog)->models(entry.id))
            require(rest.find(model.id) != std::string_view::npos && rest.find(model.name) != std::string_view::npos,
                "a model is as it was written");
    }
}

void readModels(const Input&, const std::string& text)
{
    for (const std::string_view owner : {std::string_view(), std::string_view("library")}) {
        const std::vector<char> own = fuzz::exactly(text);
        const auto list = providers::parseModelList(fuzz::viewOf(own), owner);
        if (!list)
            continue;
        const auto& names = list->names;
        require(std::set(names.begin(), names.end()).size() == names.size(), "a model is listed once");
        require(std::count(names.begin(), names.end(), std::string()) == 0, "a model has a name");
        require(names.size() <= providers::kMostModels, "a list is bounded");
    }
}

/// Text as an error's body, and as what headers say about limits.
void judge(std::string_view body, const std::string& message)
{
    static const auto rules = routing::FailureRules::load().value();
    const WallTime now{std::chrono::hours(24 * 365 * 56)};
    http::Headers headers;
    for (const char* const name : {"retry-after", "x-ratelimit-reset", "anthropic-ratelimit-requests-reset"})
        headers.add(name, message.substr(0, 40));
    for (const int status : {200, 302, 400, 404, 429, 503}) {
        const routing::Verdict verdict = rules->judge(status, headers, body, "zhipu", now);
        const Milliseconds limited = verdict.limitedFor.value_or(Milliseconds(1));
        require(limited > Milliseconds(0) && limited <= std::chrono::hours(7 * 24), "a limit is over within a week");
        require(verdict.message == message, "an upstream's message is its message");
    }
}

void readError(const Input&, const std::string& text)
{
    const std::vector<char> own = fuzz::exactly(text);
    const std::string words = providers::upstreamWords(fuzz::viewOf(own));
    require(words.size() <= kMostWords, "an upstream's words are bounded");
    require(std::none_of(words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }),
        "and one line");
    if (!words.empty())
        require(parseJson(toText(Json(words)))->get<std::string>() == words, "and UTF-8");
    const protocol::UpstreamError error = protocol::readUpstreamError(fuzz::viewOf(own));
    require(error.message.size() <= kMostMessage, "an upstream's message is bounded");
    for (const std::string& said : {error.message, error.type, error.code, error.status, error.more})
        require(parseJson(toText(Json(said)))->get<std::string>() == said, "and UTF-8");
    judge(fuzz::viewOf(own), error.message);
    providers::UpstreamAccess access;
    access.authorization = {{"Authorization", "Bearer a1b2c3d4e5f6"}, {"?key", "g7%2Fh8i9"}};
    for (const int status : {302, 400, 401, 429, 500}) {
        const Error refusal = providers::refusalOf(access, status, fuzz::viewOf(own));
        require(!refusal.text().empty() && refusal.status == status, "a refusal says something");
        for (const char* const key : {"a1b2c3d4e5f6", "g7%2Fh8i9", "g7/h8i9"})
            require((refusal.text() + refusal.detail).find(key) == std::string::npos, "a refusal shows no key");
    }
}

void writeError(const Input& input, const std::string& text)
{
    Error error{static_cast<ErrorKind>(input.number(0) % 37), text};
    error.param = text.substr(0, 20);
    const bool isUtf8 = parseJson(toText(Json(text)))->get<std::string>() == text;
    for (const protocol::Dialect dialect : kDialects) {
        const std::string body = protocol::errorBody(dialect, error, "0123456789abcdef");
        require(body.find('\n') == std::string::npos, "an error body is one line");
        const auto tree = parseJson(body);
        require(tree && tree->is_object(), "an error body is JSON");
        const protocol::UpstreamError read = protocol::readUpstreamError(body);
        const bool isPlain = isUtf8 && text.size() < kMostMessage && !text.empty()
            && std::none_of(text.begin(), text.end(), [](char c) { return isControl(c) || c == '\t'; })
            && trimmed(text) == text;
        require(!isPlain || read.message.starts_with(text), "an error body says what happened");
        const std::string event = protocol::errorEvent(dialect, error);
        if (dialect == protocol::Dialect::Ollama)
            continue;
        SseReader reader;
        SseReader::Event seen;
        reader.feed(event);
        std::string told;
        for (; reader.next(seen); told += seen.raw)
            require(parseJson(seen.data).has_value(), "an error event is JSON");
        require(!told.empty() && told == event, "an error event is whole events");
    }
}

void redact(const Input&, const std::string& text)
{
    std::string_view rest = text;
    const std::string secret(fuzz::takeUntil(rest, "\n"));
    const secrets::Redactor redactor({Secret(secret)});
    const std::string clean = redactor.redact(rest);
    if (secret.find('*') != std::string::npos)
        return; // whoever has such a key finds it in the mask, or where a mask makes it whole
    if (secret.size() >= secrets::Redactor::kShortest)
        require(clean.find(secret) == std::string::npos, "no known secret is left");
    require(redactor.redact(clean) == clean, "nothing is left that looks like a key");
}

void readTexts(const Input&, const std::string& text)
{
    if (const auto reference = SecretReference::parse(text))
        require(reference->toString() == text && !reference->name.empty(), "a reference is written as it was read");
    config::parseTimestamp(text);
}

void askDemo(const Input&, const std::string& text)
{
    const std::vector<char> own = fuzz::exactly(text);
    const providers::DemoReply reply = providers::demoReply("demo", fuzz::viewOf(own));
    std::string body;
    for (const providers::DemoReply::Piece& piece : reply.pieces)
        body += piece.bytes;
    require(reply.status == 200 || reply.status == 400, "the demo answers or says what is wrong");
    if (!body.starts_with("data: ")) {
        require(parseJson(body).has_value(), "its answer is JSON");
        return;
    }
    SseReader reader;
    SseReader::Event event;
    std::string last;
    for (reader.feed(body); reader.next(event); last = event.data)
        require(event.data == "[DONE]" || parseJson(event.data), "its events are JSON");
    require(last == "[DONE]" && reader.rest().empty(), "its stream is whole");
}

void readExpression(const Input&, const std::string& text)
{
    constexpr std::int64_t kMostCount = std::int64_t{1} << 53;
    const std::vector<char> own = fuzz::exactly(text);
    const auto expression = limits::CountExpression::parse(fuzz::viewOf(own));
    if (!expression) {
        require(!toText(expression.error()).empty(), "an expression is valid, or refused with a reason");
        return;
    }
    for (const std::int64_t count : {std::int64_t{0}, std::int64_t{7}, kMostCount, std::numeric_limits<std::int64_t>::max()}) {
        const std::int64_t value = expression->count({count, count, count, count, count});
        require(value >= 0 && value <= kMostCount, "a count is within its bounds");
    }
}

void readDeep(const Input& input, const std::string& text)
{
    for (const auto use : {readCatalog, readModels, readError, askDemo})
        use(input, text);
}

struct Reader {
    char letter;
    void (*use)(const Input& input, const std::string& text);
};
constexpr std::array kReaders{Reader{'c', readCatalog}, Reader{'m', readModels}, Reader{'e', readError},
    Reader{'o', writeError}, Reader{'r', redact}, Reader{'s', readTexts}, Reader{'p', askDemo}, Reader{'D', readDeep},
    Reader{'x', readExpression}};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    for (const Reader& reader : kReaders)
        if (reader.letter == input.choice())
            reader.use(input, input.unfolded());
    return 0;
}
