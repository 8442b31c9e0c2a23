#include "eval_run_results.h"

#include "gateway/evaluation/runs/run_file.h"
#include "ui/words/sentence_words.h"

#include <utility>

namespace ui::models {

using namespace gateway::evaluation;
using gateway::Result;
using gateway::usage::AskThread;

EvalRunResults::EvalRunResults(const QString& dataDir, QObject* parent) : QObject(parent), m_dataDir(dataDir), m_thread(QStringLiteral("results")) { }

/// In the worker.
Result<EvalRunResults::Answer> EvalRunResults::read(const QString& dataDir, const std::string& id, const gateway::config::ExchangeRate& rate)
{
    auto run = RunFile::open(RunFile::fileIn(dataDir, id), RunFile::Access::Read);
    if (!run) return gateway::failure(run.error());
    auto results = resultsOf(*run, rate);
    if (!results) return gateway::failure(results.error());
    // The run itself can be shown without its baseline.
    return Answer{std::move(*results), compareWithBaseline(*run, dataDir).value_or(std::nullopt)};
}

void EvalRunResults::open(const std::string& id, const gateway::config::ExchangeRate& rate)
{
    m_thread.forget();
    if (m_id != id) {
        m_results.reset();
        m_baseline.reset();
    }
    m_error.reset();
    m_id = id;
    m_rate = rate;
    m_isReading = false;
    refresh();
}

void EvalRunResults::refresh()
{
    if (m_isReading || m_id.empty()) return;
    m_isReading = true;
    m_thread.ask<Answer>([folder = m_dataDir, id = m_id, rate = m_rate](const AskThread::Stop&) { return read(folder, id, rate); }, this, [this](Result<Answer> answer) {
        m_isReading = false;
        m_error.reset();
        if (answer) {
            m_results = std::make_shared<const RunResults>(std::move(answer->results));
            m_baseline = std::move(answer->baseline);
        } else {
            m_error = answer.error();
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void EvalRunResults::write(RunOutput output, const QString& path, const QString& locale)
{
    if (!m_results) return;
    const auto job = [folder = m_dataDir, id = m_id, results = m_results, baseline = m_baseline, output, path, locale](const AskThread::Stop&) -> Result<bool> {
        auto run = RunFile::open(RunFile::fileIn(folder, id), RunFile::Access::Read);
        if (!run) return gateway::failure(run.error());
        ReportOptions options;
        options.locale = locale;
        options.translate = [](const gateway::Sentence& sentence) { return words::SentenceWords::of(sentence).toStdString(); };
        const auto done = writeOutputFile(output, *run, *results, baseline, path, options);
        if (!done) return gateway::failure(done.error());
        return true;
    };
    m_thread.ask<bool>(job, this, [this, path](const Result<bool>& done) { Q_EMIT written(path, done ? std::nullopt : std::optional(done.error())); });
}

} // namespace ui::models
