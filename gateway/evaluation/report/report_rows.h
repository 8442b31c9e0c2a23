#pragma once

#include "report_words.h"

#include "gateway/evaluation/runs/results.h"

#include <cstddef>
#include <map>
#include <string>

namespace gateway::evaluation {

/// One row with the answers of all targets side by side, as HTML.
class ReportRows {
public:
    /// Both must outlive this.
    ReportRows(const RunResults& results, const ReportWords& words);

    /// The target that others are compared with: the one with the highest score.
    std::size_t base() const { return m_base; }
    /// Tags to filter by, the most frequent first.
    const std::vector<std::string>& tags() const { return m_tags; }

    /// `answers`: those to the row, by target and sample, with texts.
    std::string row(const RunFile::RowFacts& facts, std::size_t place, const std::vector<RunAnswer>& answers) const;

private:
    struct Shown;
    std::vector<Shown> shownOf(const std::vector<RunAnswer>& answers) const;
    std::string head(const RunFile::RowFacts& facts, std::size_t place, const std::vector<Shown>& shown) const;
    std::string answer(const Shown& shown, const std::string& text, bool isShortened) const;
    std::string checks(const RunAnswer& answer) const;
    std::string shortNote(bool isShortened) const;

    const RunResults& m_results;
    const ReportWords& m_words;
    std::size_t m_base = 0;
    std::vector<std::string> m_tags;
    std::map<std::string, std::size_t> m_tagPlaces;
};

} // namespace gateway::evaluation
