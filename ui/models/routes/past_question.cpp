#include "past_question.h"

#include "route_edits.h"

#include "gateway/core/json/json.h"
#include "gateway/routing/model_map.h"
#include "ui/models/client_name.h"
#include "ui/models/formatter.h"

#include <algorithm>
#include <array>

namespace ui::models {

using gateway::routing::Explanation;
using gateway::routing::Question;
using gateway::usage::ExchangeRecord;

namespace {

/// How to rebuild a request in the API in which it was received.
struct Api {
    std::string_view dialect; ///< in the record
    std::string_view path; ///< `{m}`: its model
    std::string_view streamPath; ///< empty: the same, its body says that it is one
    gateway::Json (*said)(std::string text); ///< its body's conversation
};

gateway::Json chat(std::string text)
{
    gateway::Json message{{"role", "user"}, {"content", std::move(text)}};
    return gateway::Json{{"messages", gateway::Json::array({std::move(message)})}};
}

gateway::Json input(std::string text) { return gateway::Json{{"input", std::move(text)}}; }

gateway::Json prompt(std::string text) { return gateway::Json{{"prompt", std::move(text)}}; }

gateway::Json contents(std::string text)
{
    gateway::Json part{{"text", std::move(text)}};
    gateway::Json content{{"role", "user"}, {"parts", gateway::Json::array({std::move(part)})}};
    return gateway::Json{{"contents", gateway::Json::array({std::move(content)})}};
}

constexpr std::array kApis{
    Api{"openai-chat", "/v1/chat/completions", {}, chat},
    Api{"openai-completions", "/v1/completions", {}, prompt},
    Api{"openai-responses", "/v1/responses", {}, input},
    Api{"anthropic-messages", "/v1/messages", {}, chat},
    Api{"gemini", "/v1beta/models/{m}:generateContent", "/v1beta/models/{m}:streamGenerateContent?alt=sse", contents},
    Api{"ollama-chat", "/api/chat", {}, chat},
    Api{"ollama-generate", "/api/generate", {}, prompt},
};

/// That of chats for records of other APIs.
const Api& apiOf(const ExchangeRecord& record)
{
    const auto found = std::ranges::find(kApis, record.dialect, &Api::dialect);
    return found == kApis.end() ? kApis.front() : *found;
}

std::string pathOf(const Api& api, const ExchangeRecord& record)
{
    constexpr std::string_view kModel = "{m}";
    std::string path(record.isStream && !api.streamPath.empty() ? api.streamPath : api.path);
    if (const std::size_t at = path.find(kModel); at != std::string::npos) path.replace(at, kModel.size(), record.askedModel);
    return path;
}
constexpr std::int64_t kMostWords = 400000; ///< that stand for a past request
constexpr std::int64_t kBytesPerToken = 4;  ///< of a text that is not looked at
constexpr double kMillion = 1e6;

constexpr qsizetype kLeastKept = 6;         ///< characters of a name that is shortened

/// Keeps that many characters of the beginning and the end.
QString shortened(const QString& text, qsizetype kept) { return text.left((kept + 1) / 2) + QStringLiteral("…") + text.right(kept / 2); }

struct Load {
    double input = 0;
    double output = 0;
};

struct Price {
    double input = -1;
    double output = -1;
};

std::int64_t countOf(const std::optional<gateway::Tokens>& tokens) { return tokens ? tokens->count : 0; }

std::int64_t inputOf(const ExchangeRecord& record)
{
    return countOf(record.tokens.input) + countOf(record.tokens.cachedInput) + countOf(record.tokens.cacheWrite);
}

Load loadOf(const ExchangeRecord* record, std::size_t bytes)
{
    const auto guessed = static_cast<std::int64_t>(bytes) / kBytesPerToken;
    if (!record) return {static_cast<double>(guessed), 0};
    return {static_cast<double>(inputOf(*record)), static_cast<double>(countOf(record->tokens.output) + countOf(record->tokens.reasoning))};
}

/// Empty: unknown.
std::optional<double> costOf(const Price& price, const Load& load)
{
    if (price.input < 0 || (price.output < 0 && load.output > 0)) return std::nullopt;
    return (price.input * load.input + std::max(0.0, price.output) * load.output) / kMillion;
}

/// For the route's first target.
Price firstPrice(const Explanation& explanation, const gateway::config::Settings& settings, const CatalogSource& catalog)
{
    const auto taken = std::find_if(explanation.routes.begin(), explanation.routes.end(), [](const auto& route) { return route.isTaken; });
    if (taken == explanation.routes.end() || !catalog.models) return {};
    for (const auto& route : settings.routes) {
        const Stations stations = stationsOf(route);
        if (route.id != taken->id || stations.empty()) continue;
        const auto& target = route.targets[stations.front().front()];
        const auto* provider = settings.provider(target.provider);
        if (!provider) return {};
        const std::string sent = gateway::routing::ModelMap(provider->modelMap).map(target.model.value_or(explanation.model));
        for (const auto& model : catalog.models(provider->type)) {
            if (model.id == sent) return {model.inputPrice, model.outputPrice};
        }
    }
    return {};
}

/// Empty: unknown.
QString clientOf(const ExchangeRecord& record)
{
    const Caller caller(record);
    return ClientName::match(caller).value.empty() ? QString() : ClientName::of(caller);
}

} // namespace

QString PastQuestion::title(const ExchangeRecord& record, const QString& client, const QString& model)
{
    const QString time = Formatter().time(Formatter::local(record.startedAt));
    const QString request = client.isEmpty() ? tr("%1 · %2", "time, model").arg(time, model) : tr("%1 from %2 · %3", "time, client, model").arg(time, client, model);
    return record.route.empty() || record.route == record.askedModel ? request : tr("%1, by %2", "a request, its route").arg(request, QString::fromStdString(record.route));
}

QString PastQuestion::title(const ExchangeRecord& record)
{
    return title(record, clientOf(record), QString::fromStdString(record.askedModel));
}

QString PastQuestion::title(const ExchangeRecord& record, int width, const std::function<int(const QString&)>& widthOf)
{
    const QString model = QString::fromStdString(record.askedModel);
    QString said;
    for (const QString& client : {clientOf(record), QString()}) {
        for (qsizetype kept = model.size(); kept == model.size() || kept >= kLeastKept; --kept) {
            said = title(record, client, kept == model.size() ? model : shortened(model, kept));
            if (widthOf(said) <= width) return said;
        }
    }
    return said;
}

bool PastQuestion::isKept(const ExchangeRecord& record)
{
    return record.content && !record.content->isCut && !record.content->request.empty() && apiOf(record).dialect == record.dialect;
}

Question PastQuestion::question(const ExchangeRecord& record)
{
    Question question;
    if (record.consumer != "anonymous") question.consumer = record.consumer;
    const Api& api = apiOf(record);
    question.path = pathOf(api, record);
    if (isKept(record)) {
        question.body = record.content->request;
        return question;
    }
    std::string text;
    const std::int64_t words = std::clamp<std::int64_t>(inputOf(record), 1, kMostWords);
    text.reserve(static_cast<std::size_t>(words) * kBytesPerToken);
    for (std::int64_t i = 0; i < words; ++i) text += "and ";
    gateway::Json body{{"model", record.askedModel}, {"stream", record.isStream}};
    body.update(api.said(std::move(text)));
    question.body = gateway::toText(body);
    return question;
}

QString PastQuestion::note(const ExchangeRecord& record)
{
    return isKept(record) ? tr("The content was stored, the headers were not. This explains the request with the current settings.")
                          : tr("Neither content nor headers were stored. This explains a request with the same model, API, consumer and length.");
}

TextSection PastQuestion::difference(const ExchangeRecord& record, const Explanation& explanation)
{
    TextSection section;
    const auto taken = std::ranges::find_if(explanation.routes, &Explanation::Route::isTaken);
    const std::string now = taken != explanation.routes.end() ? taken->id : std::string();
    if (now == record.route) return section;
    const QString then = record.route.empty() ? tr("At the time, it used no route.") : tr("At the time, it used route %1.").arg(QString::fromStdString(record.route));
    TextLine line{QStringLiteral("warn"), then};
    line.detail = tr("The result may differ because of data that was not stored or settings changed since.");
    section.lines.push_back(std::move(line));
    return section;
}

TextSection PastQuestion::cost(const Explanation& explanation, const ExchangeRecord* record, std::size_t bytes,
                               const gateway::config::Settings& settings, const CatalogSource& catalog)
{
    TextSection section{tr("Estimated cost"), {}};
    if (explanation.attempts.empty() || !explanation.attempts.front().place) return section;
    const auto& place = *explanation.attempts.front().place;
    const Load load = loadOf(record, bytes);
    const auto now = costOf({place.inputPrice, place.outputPrice}, load);
    if (!now) return section;
    const Formatter format;
    const auto first = costOf(firstPrice(explanation, settings, catalog), load);
    const QString amount = format.money(*now, Currency::Usd);
    const QString usual = first ? format.money(*first, Currency::Usd) : QString();
    TextLine line{{}, usual.isEmpty() || usual == amount ? amount : tr("%1 instead of %2", "costs").arg(amount, usual)};
    line.isStrong = true;
    line.detail = record ? tr("for %1 input token(s) and %2 output, as in the original request", nullptr, Formatter::plural(static_cast<std::int64_t>(load.input))).arg(format.exact(static_cast<std::int64_t>(load.input)), format.exact(static_cast<std::int64_t>(load.output)))
                         : tr("for about %1 input token(s), without the answer", nullptr, Formatter::plural(static_cast<std::int64_t>(load.input))).arg(format.exact(static_cast<std::int64_t>(load.input)));
    section.lines.push_back(std::move(line));
    return section;
}

} // namespace ui::models
