#include "stop_watch.h"

#include "event_filter.h"

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace gateway::protocol {

namespace {

/// The longest end of `text` that is the beginning of a sequence.
std::size_t openEnd(std::string_view text, const std::vector<std::string>& sequences)
{
    std::size_t longest = 0;
    for (const std::string& sequence : sequences) {
        std::size_t size = std::min(text.size(), sequence.size() - 1);
        while (size > longest && !text.ends_with(std::string_view(sequence).substr(0, size)))
            --size;
        longest = std::max(longest, size);
    }
    return longest;
}

std::size_t sizeOf(const Json& token)
{
    const auto bytes = token.find("bytes");
    if (bytes != token.end() && bytes->is_array())
        return bytes->size();
    const auto text = token.find("token");
    return text != token.end() && text->is_string() ? text->get_ref<const std::string&>().size() : 0;
}

/// Log probabilities, which are sent with their text.
class TokenQueue {
public:
    void add(const Json& logProbs)
    {
        const auto content = logProbs.is_object() ? logProbs.find("content") : logProbs.end();
        if (!logProbs.is_object() || content == logProbs.end() || !content->is_array())
            return;
        for (const Json& token : *content)
            m_tokens.push_back(token);
    }

    /// Those for the next `bytes` bytes.
    Json take(std::size_t bytes)
    {
        m_room += bytes;
        Json content = Json::array();
        while (!m_tokens.empty() && sizeOf(m_tokens.front()) <= m_room) {
            m_room -= sizeOf(m_tokens.front());
            content.push_back(std::move(m_tokens.front()));
            m_tokens.pop_front();
        }
        return content.empty() ? Json() : Json{{"content", std::move(content)}};
    }

private:
    std::deque<Json> m_tokens;
    std::size_t m_room = 0;
};

class StoppingDecoder final : public EventFilter {
public:
    StoppingDecoder(std::unique_ptr<AnswerDecoder> decoder, std::vector<std::string> sequences, int choices, std::shared_ptr<StreamMeter::Work> work)
        : EventFilter(std::move(decoder)), m_sequences(std::move(sequences)), m_open(choices), m_work(std::move(work))
    {
    }

protected:
    void take(AnswerEvent event, std::vector<AnswerEvent>& events) override
    {
        if (m_isOver)
            return;
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            begin(*begun);
        if (auto* const grew = std::get_if<PartGrew>(&event); grew && grew->what == PartGrew::What::Text && textOf(grew->choice))
            return grow(std::move(*grew), events);
        if (const auto* const ended = std::get_if<PartEnded>(&event))
            endText(*ended, events);
        if (const auto choice = choiceOf(event); choice && isStopped(*choice))
            return;
        if (std::holds_alternative<ChoiceEnded>(event))
            --m_open;
        m_isOver = std::holds_alternative<AnswerEnded>(event) || std::holds_alternative<AnswerFailed>(event);
        events.push_back(std::move(event));
    }

    /// What else is in the piece in which it stopped, such as usage, was processed.
    void pieceTaken(std::vector<AnswerEvent>& events) override
    {
        if (m_isOver || m_stopped.empty() || m_open > 0)
            return;
        m_isOver = m_work->isStopped = true;
        events.emplace_back(AnswerEnded{});
    }

    void ended(std::vector<AnswerEvent>& events) override { pieceTaken(events); }

private:
    struct OpenText {
        StopWatch watch;
        TokenQueue tokens;
    };

    static std::optional<int> choiceOf(const AnswerEvent& event)
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            return begun->choice;
        if (const auto* const grew = std::get_if<PartGrew>(&event))
            return grew->choice;
        if (const auto* const ended = std::get_if<PartEnded>(&event))
            return ended->choice;
        const auto* const choice = std::get_if<ChoiceEnded>(&event);
        return choice ? std::optional(choice->choice) : std::nullopt;
    }

    OpenText* textOf(int choice)
    {
        const auto found = m_texts.find(choice);
        return found == m_texts.end() ? nullptr : &found->second;
    }

    bool isStopped(int choice) const { return std::ranges::find(m_stopped, choice) != m_stopped.end(); }

    void begin(const PartBegun& begun)
    {
        m_texts.erase(begun.choice);
        if (std::holds_alternative<Text>(begun.content) && !isStopped(begun.choice))
            m_texts.emplace(begun.choice, OpenText{StopWatch(m_sequences), {}});
    }

    void grow(PartGrew grew, std::vector<AnswerEvent>& events)
    {
        OpenText& text = *textOf(grew.choice);
        text.tokens.add(grew.logProbs);
        grew.text = text.watch.take(grew.text);
        grew.logProbs = text.tokens.take(grew.text.size());
        const std::string* const met = text.watch.met();
        const PartEnded end{grew.choice, grew.part};
        if (!grew.text.empty())
            events.emplace_back(std::move(grew));
        if (met)
            stop(end, *met, events);
    }

    void endText(const PartEnded& ended, std::vector<AnswerEvent>& events)
    {
        OpenText* const text = textOf(ended.choice);
        if (!text)
            return;
        PartGrew rest{ended.choice, ended.part, PartGrew::What::Text, text->watch.rest(), {}, 0};
        rest.logProbs = text->tokens.take(rest.text.size());
        if (!rest.text.empty())
            events.emplace_back(std::move(rest));
        m_texts.erase(ended.choice);
    }

    void stop(const PartEnded& end, const std::string& sequence, std::vector<AnswerEvent>& events)
    {
        events.emplace_back(end);
        events.emplace_back(ChoiceEnded{end.choice, StopReason::StopSequence, sequence, {}});
        m_texts.erase(end.choice);
        m_stopped.push_back(end.choice);
        --m_open;
    }

    const std::vector<std::string> m_sequences;
    int m_open; // number of choices that have not ended
    const std::shared_ptr<StreamMeter::Work> m_work;
    std::map<int, OpenText> m_texts; // by choice, if its open part is a text
    std::vector<int> m_stopped; // choices stopped here
    bool m_isOver = false;
};

/// Cuts the choice at the part and sequence where it stops.
bool stopChoice(const std::vector<std::string>& sequences, Choice& choice)
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < choice.parts.size(); ++i) {
        auto* const text = std::get_if<Text>(&choice.parts[i].content);
        if (!text)
            continue;
        StopWatch watch(sequences);
        std::string kept = watch.take(text->text);
        if (!watch.met()) {
            bytes += text->text.size();
            continue;
        }
        bytes += kept.size();
        text->text = std::move(kept);
        text->original = {};
        choice.parts.erase(choice.parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, choice.parts.end());
        choice.stop = StopReason::StopSequence;
        choice.stopSequence = *watch.met();
        TokenQueue tokens;
        tokens.add(choice.logProbs);
        choice.logProbs = tokens.take(bytes);
        return true;
    }
    return false;
}

} // namespace

/// The sequence that ends first; if several do, the longest.
bool StopWatch::meet(std::string& before)
{
    std::size_t end = std::string::npos;
    std::size_t begin = 0;
    for (const std::string& sequence : *m_sequences) {
        const std::size_t at = m_held.find(sequence);
        if (at == std::string::npos || at + sequence.size() > end || (at + sequence.size() == end && at >= begin))
            continue;
        end = at + sequence.size();
        begin = at;
        m_met = &sequence;
    }
    if (m_met)
        before = m_held.substr(0, begin);
    return m_met;
}

std::string StopWatch::take(std::string_view text)
{
    if (m_met)
        return {};
    m_held += text;
    std::string before;
    if (meet(before)) {
        m_held.clear();
        return before;
    }
    const std::size_t size = m_held.size() - openEnd(m_held, *m_sequences);
    before = m_held.substr(0, size);
    m_held.erase(0, size);
    return before;
}

std::string StopWatch::rest() { return std::exchange(m_held, {}); }

std::unique_ptr<AnswerDecoder> stoppingAt(std::unique_ptr<AnswerDecoder> decoder, std::vector<std::string> sequences, int choices,
                                          std::shared_ptr<StreamMeter::Work> work)
{
    return std::make_unique<StoppingDecoder>(std::move(decoder), std::move(sequences), choices, std::move(work));
}

bool stopAt(const std::vector<std::string>& sequences, ModelAnswer& answer)
{
    bool isCut = false;
    for (Choice& choice : answer.choices)
        isCut = stopChoice(sequences, choice) || isCut;
    return isCut;
}

} // namespace gateway::protocol
