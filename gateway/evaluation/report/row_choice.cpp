#include "row_choice.h"

#include <algorithm>

namespace gateway::evaluation {

namespace {

/// How much targets differ on one row.
struct Spread {
    std::size_t row = 0;
    float spread = 0;
};

/// Answers come by row and target.
class Spreads {
public:
    void add(const RunAnswer& answer)
    {
        if (m_samples > 0 && (answer.key.row != m_row || answer.key.target != m_target))
            endTarget();
        if (answer.key.row != m_row)
            endRow();
        m_row = answer.key.row;
        m_target = answer.key.target;
        ++m_samples;
        m_hasScore = m_hasScore || answer.score || !answer.isAnswered();
        m_scored += answer.score ? 1 : 0;
        m_sum += answer.score.value_or(0);
    }

    std::vector<Spread> take()
    {
        if (m_samples > 0)
            endTarget();
        endRow();
        return std::move(m_spreads);
    }

private:
    void endTarget()
    {
        m_hasRow = true;
        if (m_hasScore) {
            const double score = m_scored == 0 ? 0 : m_sum / m_scored;
            m_least = std::min(m_least, score);
            m_most = std::max(m_most, score);
        }
        m_samples = 0;
        m_scored = 0;
        m_sum = 0;
        m_hasScore = false;
    }

    void endRow()
    {
        if (m_hasRow)
            m_spreads.push_back({m_row, static_cast<float>(std::max(0.0, m_most - m_least))});
        m_hasRow = false;
        m_least = 1;
        m_most = 0;
    }

    std::vector<Spread> m_spreads;
    std::size_t m_row = 0;
    std::size_t m_target = 0;
    int m_samples = 0; // of this row and target
    int m_scored = 0;
    double m_sum = 0;
    bool m_hasScore = false;
    bool m_hasRow = false;
    double m_least = 1; // of this row's targets
    double m_most = 0;
};

} // namespace

Result<RowChoice> chooseRows(RunFile& run, std::size_t most)
{
    Spreads collected;
    const auto read = run.eachAnswer([&collected](const RunAnswer& answer) {
        collected.add(answer);
        return true;
    }, false);
    if (!read)
        return failure(read.error());
    std::vector<Spread> spreads = collected.take();
    std::ranges::stable_sort(spreads, std::ranges::greater(), &Spread::spread);
    RowChoice choice;
    choice.leftOut = spreads.size() - std::min(spreads.size(), most);
    spreads.resize(spreads.size() - choice.leftOut);
    for (const Spread& spread : spreads)
        choice.rows.push_back(spread.row);
    return choice;
}

} // namespace gateway::evaluation
