#include "csv.h"

#include "gateway/core/text/csv_field.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"

#include <QString>
#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kRowsInMemory = 100;
constexpr const char* kHead = "row,id,tags,target,samples,answered,score,cost,currency,latency_ms,first_token_ms,input_tokens,output_tokens,error,question,reference,answer\r\n";

/// Sum of what is known.
struct Sum {
    double sum = 0;
    int count = 0;

    template <class T> void add(const std::optional<T>& value)
    {
        sum += value ? static_cast<double>(*value) : 0;
        count += value ? 1 : 0;
    }
    double mean() const { return sum / count; }
};

std::string decimals(const Sum& sum) { return sum.count == 0 ? std::string() : QString::number(sum.mean(), 'g', 10).toStdString(); }
std::string whole(const Sum& sum) { return sum.count == 0 ? std::string() : std::to_string(std::llround(sum.mean())); }

std::optional<std::int64_t> countOf(const std::optional<Milliseconds>& time) { return time ? std::optional<std::int64_t>(time->count()) : std::nullopt; }
std::optional<std::int64_t> countOf(const std::optional<Tokens>& tokens) { return tokens ? std::optional<std::int64_t>(tokens->count) : std::nullopt; }

class CsvWriter {
public:
    CsvWriter(RunFile& run, QIODevice& device)
        : m_run(run)
        , m_device(device)
    {
    }

    Result<void> write()
    {
        if (auto done = put(kHead); !done)
            return done;
        Result<void> done;
        auto read = m_run.eachAnswer([&](const RunAnswer& answer) {
            if (!m_samples.empty() && (answer.key.row != m_samples.front().key.row || answer.key.target != m_samples.front().key.target))
                done = writeLine();
            m_samples.push_back(answer);
            return done.has_value();
        }, true);
        if (!read)
            return read;
        if (done && !m_samples.empty())
            done = writeLine();
        return done;
    }

private:
    Result<void> put(const std::string& text)
    {
        if (m_device.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()))
            return {};
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The CSV file cannot be written: %1"), {m_device.errorString().toStdString()}});
    }

    /// Answers come by row, so the rows are read in blocks.
    Result<RunFile::RowFacts> factsOf(std::size_t row)
    {
        if (row < m_firstRow || row >= m_firstRow + m_rows.size()) {
            auto rows = m_run.rows(row, kRowsInMemory);
            if (!rows)
                return failure(std::move(rows.error()));
            m_rows = std::move(*rows);
            m_firstRow = row;
        }
        return m_rows.empty() ? RunFile::RowFacts() : m_rows[row - m_firstRow];
    }

    Result<void> writeLine()
    {
        const AnswerKey key = m_samples.front().key;
        const auto facts = factsOf(key.row);
        if (!facts)
            return failure(facts.error());
        const auto answered = std::ranges::find_if(m_samples, &RunAnswer::isAnswered);
        const RunAnswer& shown = answered == m_samples.end() ? m_samples.front() : *answered;
        const auto text = [](std::string_view value) { return csvField(validUtf8(value)); };
        std::string line = std::to_string(key.row + 1) + ',' + text(facts->id) + ',' + text(joined(facts->tags, ";")) + ',' + text(m_run.plan().targets[key.target]);
        line += ',' + std::to_string(m_samples.size()) + ',' + std::to_string(std::ranges::count_if(m_samples, &RunAnswer::isAnswered)) + ',' + figures();
        const auto failed = std::ranges::find_if_not(m_samples, &RunAnswer::isAnswered);
        line += ',' + (failed == m_samples.end() ? std::string() : text(failed->errorCode));
        line += ',' + text(facts->question) + ',' + text(facts->reference) + ',' + text(shown.text) + "\r\n";
        m_samples.clear();
        return put(line);
    }

    /// Score, cost, currency, times and tokens.
    std::string figures() const
    {
        Sum score;
        Sum latency;
        Sum firstToken;
        Sum input;
        Sum output;
        for (const RunAnswer& answer : m_samples) {
            if (!answer.isAnswered())
                continue;
            score.add(answer.score);
            latency.add(countOf(answer.latency));
            firstToken.add(countOf(answer.firstToken));
            input.add(countOf(answer.inputTokens));
            output.add(countOf(answer.outputTokens));
        }
        if (score.count == 0 && m_run.plan().failuresCount && std::ranges::none_of(m_samples, &RunAnswer::isAnswered))
            score.add(std::optional(0.0));
        return decimals(score) + ',' + cost() + ',' + whole(latency) + ',' + whole(firstToken) + ',' + whole(input) + ',' + whole(output);
    }

    /// The mean cost and its currency; both empty where it is unknown or in two currencies.
    std::string cost() const
    {
        std::int64_t pico = 0;
        std::int64_t count = 0;
        std::optional<Currency> currency;
        for (const RunAnswer& answer : m_samples) {
            if (!answer.cost)
                continue;
            if (currency && *currency != answer.cost->currency)
                return ",";
            currency = answer.cost->currency;
            pico += answer.cost->pico;
            ++count;
        }
        return currency ? decimalText(pico / count) + ',' + std::string(kCurrencyNames.at(static_cast<std::size_t>(*currency))) : ",";
    }

    RunFile& m_run;
    QIODevice& m_device;
    std::vector<RunFile::RowFacts> m_rows;
    std::size_t m_firstRow = 0;
    std::vector<RunAnswer> m_samples; // of one row and target
};

} // namespace

Result<void> writeCsv(RunFile& run, QIODevice& device) { return CsvWriter(run, device).write(); }

} // namespace gateway::evaluation
