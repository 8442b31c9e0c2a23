#include "answer_builder.h"

#include <algorithm>
#include <utility>

namespace gateway::protocol {

namespace {

template <class... Visits> struct Each : Visits... {
    using Visits::operator()...;
};
template <class... Visits> Each(Visits...) -> Each<Visits...>;

std::string* textIn(Content& content)
{
    if (auto* text = std::get_if<Text>(&content))
        return &text->text;
    if (auto* refusal = std::get_if<Refusal>(&content))
        return &refusal->text;
    auto* thinking = std::get_if<Thinking>(&content);
    return thinking ? &thinking->text : nullptr;
}

void addLogProbs(Json& all, const Json& more)
{
    if (!more.is_object())
        return;
    for (const auto& [key, list] : more.items())
        if (list.is_array())
            for (const Json& each : list)
                all[key].push_back(each);
}

void addAnnotations(Text& text, const std::string& json)
{
    const auto list = parseJson(json);
    if (!list || !list->is_array())
        return;
    for (const Json& each : *list)
        text.annotations.push_back(each);
}

void addSummary(Thinking& thinking, const PartGrew& grew)
{
    const auto index = static_cast<std::size_t>(std::max(grew.summaryIndex, 0));
    constexpr std::size_t kMost = 1000;
    if (index >= kMost)
        return;
    if (thinking.summary.size() <= index)
        thinking.summary.resize(index + 1);
    thinking.summary[index] += grew.text;
}

} // namespace

Choice& AnswerBuilder::choice(int index)
{
    auto& all = m_answer.choices;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Choice& each) { return each.index == index; });
    if (found != all.end())
        return *found;
    all.emplace_back();
    all.back().index = index;
    return all.back();
}

Part* AnswerBuilder::part(int choiceIndex, int partIndex)
{
    auto& parts = choice(choiceIndex).parts;
    const auto index = static_cast<std::size_t>(partIndex);
    return partIndex >= 0 && index < parts.size() ? &parts[index] : nullptr;
}

void AnswerBuilder::grow(const PartGrew& grew)
{
    addLogProbs(choice(grew.choice).logProbs, grew.logProbs);
    Part* const grown = part(grew.choice, grew.part);
    if (!grown)
        return;
    Content& content = grown->content;
    auto* const call = std::get_if<ToolCall>(&content);
    auto* const thinking = std::get_if<Thinking>(&content);
    switch (grew.what) {
    case PartGrew::What::Text:
        if (std::string* const text = textIn(content))
            *text += grew.text;
        break;
    case PartGrew::What::Input:
        if (call)
            call->input += grew.text;
        break;
    case PartGrew::What::Signature:
        if (call)
            call->signature += grew.text;
        else if (thinking)
            thinking->signature += grew.text;
        else if (auto* const text = std::get_if<Text>(&content))
            text->signature += grew.text;
        break;
    case PartGrew::What::Encrypted:
        if (thinking)
            thinking->encrypted += grew.text;
        break;
    case PartGrew::What::Summary:
        if (thinking)
            addSummary(*thinking, grew);
        break;
    case PartGrew::What::Annotations:
        if (auto* const text = std::get_if<Text>(&content))
            addAnnotations(*text, grew.text);
        break;
    }
}

void AnswerBuilder::take(const AnswerEvent& event)
{
    std::visit(Each{
                   [this](const AnswerBegun& begun) {
                       m_answer.id = begun.id;
                       m_answer.model = begun.model;
                       m_answer.created_s = begun.created_s;
                       m_answer.usage = begun.usage;
                   },
                   [this](const PartBegun& begun) {
                       choice(begun.choice).parts.push_back({begun.content, {}});
                   },
                   [this](const PartGrew& grew) { grow(grew); },
                   [](const PartEnded&) {},
                   [this](const ChoiceEnded& ended) {
                       Choice& of = choice(ended.choice);
                       of.stop = ended.stop;
                       of.stopSequence = ended.stopSequence;
                       of.cause = ended.cause;
                   },
                   [this](const UsageReported& told) { m_answer.usage = told.usage; },
                   [this](const AnswerEnded&) { m_isWhole = true; },
                   [this](const AnswerFailed& failed) {
                       m_error = failed.error;
                       if (failed.usage.origin != UsageOrigin::Unknown)
                           m_answer.usage = failed.usage;
                   },
                   [](const AnswerPing&) {},
               },
        event);
}

namespace {

using What = PartGrew::What;

/// An empty part and the events that it grows by.
struct Unfolded {
    Content begun;
    std::vector<PartGrew> grown;

    void add(What what, std::string text, int summaryIndex = 0)
    {
        if (text.empty())
            return;
        PartGrew grew;
        grew.what = what;
        grew.text = std::move(text);
        grew.summaryIndex = summaryIndex;
        grown.push_back(std::move(grew));
    }
};

Unfolded unfolded(const Content& content)
{
    Unfolded result{content, {}};
    std::visit(Each{
                   [&](Text& text) {
                       result.add(What::Text, std::exchange(text.text, {}));
                       if (!text.annotations.empty())
                           result.add(What::Annotations, toText(std::exchange(text.annotations, Json())));
                       result.add(What::Signature, std::exchange(text.signature, {}));
                   },
                   [&](Refusal& refusal) { result.add(What::Text, std::exchange(refusal.text, {})); },
                   [&](Thinking& thinking) {
                       for (std::size_t i = 0; i < thinking.summary.size(); ++i)
                           result.add(What::Summary, thinking.summary[i], static_cast<int>(i));
                       thinking.summary.clear();
                       result.add(What::Text, std::exchange(thinking.text, {}));
                       result.add(What::Signature, std::exchange(thinking.signature, {}));
                       result.add(What::Encrypted, std::exchange(thinking.encrypted, {}));
                   },
                   [&](ToolCall& call) { result.add(What::Input, std::exchange(call.input, {})); },
                   [](auto&) {},
               },
        result.begun);
    return result;
}

} // namespace

std::vector<AnswerEvent> eventsOf(const ModelAnswer& answer)
{
    std::vector<AnswerEvent> events;
    events.emplace_back(AnswerBegun{answer.id, answer.model, answer.created_s, answer.usage});
    for (const Choice& choice : answer.choices) {
        bool isFirst = true;
        for (std::size_t i = 0; i < choice.parts.size(); ++i) {
            const int number = static_cast<int>(i);
            Unfolded part = unfolded(choice.parts[i].content);
            events.emplace_back(PartBegun{choice.index, number, std::move(part.begun)});
            for (PartGrew& grew : part.grown) {
                grew.choice = choice.index;
                grew.part = number;
                if (grew.what == What::Text && std::exchange(isFirst, false))
                    grew.logProbs = choice.logProbs;
                events.emplace_back(std::move(grew));
            }
            events.emplace_back(PartEnded{choice.index, number});
        }
        events.emplace_back(ChoiceEnded{choice.index, choice.stop, choice.stopSequence, choice.cause});
    }
    events.emplace_back(UsageReported{answer.usage});
    events.emplace_back(AnswerEnded{});
    return events;
}

} // namespace gateway::protocol
