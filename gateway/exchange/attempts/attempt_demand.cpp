#include "attempt_demand.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/protocol/token_estimate.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

namespace {

/// A field of a request, at the top or in an object there.
struct FieldPlace {
    std::string_view object; ///< empty: at the top
    std::string_view field;
};

/// Where clients say how many tokens an answer may have. Sources: OpenAI API reference, chat, completions and
/// Responses; Anthropic "Messages"; Gemini "GenerationConfig"; Ollama "Parameter". Read 2026-11-21.
constexpr std::array kOutputPlaces{FieldPlace{"", "max_tokens"}, FieldPlace{"", "max_completion_tokens"}, FieldPlace{"", "max_output_tokens"},
    FieldPlace{"generationConfig", "maxOutputTokens"}, FieldPlace{"generationConfig", "max_output_tokens"},
    FieldPlace{"generation_config", "maxOutputTokens"}, FieldPlace{"generation_config", "max_output_tokens"}, FieldPlace{"options", "num_predict"}};

/// Where they ask for several answers. The same sources.
constexpr std::array kAnswerPlaces{FieldPlace{"", "n"}, FieldPlace{"", "best_of"}, FieldPlace{"generationConfig", "candidateCount"},
    FieldPlace{"generationConfig", "candidate_count"}, FieldPlace{"generation_config", "candidateCount"}, FieldPlace{"generation_config", "candidate_count"}};

/// Endpoints whose answers have no output tokens. Sources: OpenAI API reference, "Create moderation"; Cohere, "Rerank".
/// Read 2026-11-30.
constexpr std::array<std::string_view, 3> kWithoutOutput{"moderations", "rerank", "reranking"};

/// What a model's template adds to any request, at most.
constexpr std::int64_t kTemplateTokens = 16;

bool hasNoOutput(std::string_view path)
{
    return std::ranges::any_of(kWithoutOutput, [path](std::string_view name) { return path == name || path.ends_with(std::string("/").append(name)); });
}

std::optional<std::int64_t> positive(const Json& value)
{
    constexpr double kMost = 1e12;
    if (!value.is_number())
        return std::nullopt;
    const double number = value.get<double>();
    return number >= 1 && number <= kMost ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

std::optional<std::int64_t> positiveIn(std::string_view json)
{
    const auto value = json.empty() || json == "null" ? std::nullopt : std::optional(parseJson(std::string(json)));
    return value && *value ? positive(**value) : std::nullopt;
}

/// The highest of the numbers in these places.
template <class Places> std::optional<std::int64_t> highestOf(const Places& places, const ClientRequest& request)
{
    const std::string_view body = viewOf(request.body);
    std::optional<std::int64_t> highest;
    const auto take = [&highest](std::optional<std::int64_t> found) {
        if (found)
            highest = std::max(highest.value_or(0), *found);
    };
    for (const FieldPlace& place : places) {
        if (place.object.empty()) {
            for (const protocol::TopField& field : request.outline.fields) // which of equal ones counts is up to the upstream
                if (field.key == place.field)
                    take(positiveIn(field.value.of(body)));
            continue;
        }
        const std::string_view text = request.outline.valueOf(place.object, body);
        if (text.find(place.field) == std::string_view::npos)
            continue;
        if (const auto object = parseJson(std::string(text)); object && object->is_object() && object->contains(place.field))
            take(positive((*object)[std::string(place.field)]));
    }
    return highest;
}

template <class Places> bool isAmong(const Places& places, std::string_view name)
{
    return std::ranges::any_of(places, [name](const FieldPlace& place) { return name == place.field || name.ends_with(std::string(".").append(place.field)); });
}

/// What the settings of the provider or the target make of the client's number in these places.
template <class Places>
std::optional<std::int64_t> withRules(std::optional<std::int64_t> number, const Places& places, const config::ParameterRules& rules, const ClientRequest& request)
{
    for (const auto& [from, to] : rules.rename)
        if (isAmong(places, to))
            if (const auto renamed = positiveIn(request.outline.valueOf(from, viewOf(request.body))))
                number = std::max(number.value_or(0), *renamed);
    if (std::ranges::any_of(rules.remove, [&places](const std::string& name) { return isAmong(places, name); }))
        number.reset();
    const auto valueIn = [&places](const auto& list) {
        std::optional<std::int64_t> found;
        for (const auto& [name, value] : list)
            if (isAmong(places, name))
                found = positiveIn(value.text);
        return found;
    };
    if (!number)
        number = valueIn(rules.defaults);
    if (const auto set = valueIn(rules.set))
        number = set;
    return number;
}

/// Of a list of prompts, each of which is answered; otherwise 1.
std::int64_t promptsOf(const ClientRequest& request)
{
    const std::string_view prompt = request.outline.valueOf("prompt", viewOf(request.body));
    const auto list = prompt.starts_with('[') ? parseJson(std::string(prompt)) : Result<Json>(Json());
    const bool isOfPrompts = list && list->is_array() && !list->empty() && !list->front().is_number(); // otherwise the tokens of one
    return isOfPrompts ? static_cast<std::int64_t>(list->size()) : 1;
}

std::int64_t inputOf(const ClientRequest& request)
{
    const std::string_view body = viewOf(request.body);
    const std::int64_t estimate = estimatedInput(request.outline, body);
    // What models read as well: the text behind the gap, and the shape of the answer.
    constexpr std::array<std::string_view, 5> kRead{"suffix", "response_format", "text", "format", "output_config"};
    std::int64_t extra = kTemplateTokens;
    for (const std::string_view field : kRead)
        extra += protocol::estimateTokens(request.outline.valueOf(field, body));
    const bool isText = request.ask.operation == Operation::PassThrough && !request.outline.fields.empty();
    return extra + (isText ? std::max(estimate, protocol::estimateTokens(body)) : estimate);
}

} // namespace

AttemptDemand::AttemptDemand(const ClientRequest& request, std::string_view consumer, protocol::ResponseStore& store, const Snapshot& snapshot,
    const routing::Candidate& candidate, std::optional<std::int64_t>& estimatedInput)
    : m_request(request)
    , m_consumer(consumer)
    , m_store(store)
    , m_snapshot(snapshot)
    , m_candidate(candidate)
    , m_estimatedInput(estimatedInput)
{
}

const policy::TargetDemand& AttemptDemand::demand()
{
    if (m_demand)
        return *m_demand;
    policy::TargetDemand& demand = m_demand.emplace();
    demand.usdCny = m_snapshot.prices->rate().usdCny;
    const config::ProviderSettings& provider = *m_snapshot.providers[m_candidate.provider].settings;
    if (const auto known = m_snapshot.prices->find(provider, m_candidate.model))
        demand.price = std::shared_ptr<const usage::Price>(known, &known->price);
    const Operation operation = m_request.ask.operation;
    const bool hasModel = operation != Operation::PassThrough || !m_request.outline.model.empty();
    if (!hasModel || m_request.isLoad)
        return demand;
    if (!m_estimatedInput)
        m_estimatedInput = inputOf(m_request) + earlierInput(m_request, m_consumer, m_store);
    demand.input = *m_estimatedInput;
    if (operation == Operation::Embed || hasNoOutput(m_request.ask.path))
        return demand;
    const auto numberIn = [&](const auto& places) {
        const auto number = withRules(highestOf(places, m_request), places, provider.parameters, m_request);
        return m_candidate.target ? withRules(number, places, m_candidate.target->parameters, m_request) : number;
    };
    const auto limit = numberIn(kOutputPlaces);
    const providers::CatalogModel* const model = m_snapshot.planner->modelOf(m_candidate);
    demand.output = limit ? *limit : model && model->output > 0 ? model->output : kUnknownOutput;
    constexpr std::int64_t kMostAnswers = 1000;
    demand.answers = static_cast<int>(std::min(numberIn(kAnswerPlaces).value_or(1), kMostAnswers));
    if (m_request.ask.format == protocol::Format::OpenAiCompletions)
        demand.output *= promptsOf(m_request);
    const std::string_view body = viewOf(m_request.body);
    demand.hasTiers = !m_request.outline.valueOf("service_tier", body).empty() || !m_request.outline.valueOf("speed", body).empty();
    return demand;
}

} // namespace gateway::exchange
