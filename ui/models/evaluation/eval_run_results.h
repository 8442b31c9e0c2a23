#pragma once

#include "gateway/evaluation/report/run_outputs.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/usage/search/ask_thread.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>

namespace ui::models {

/// What a run shows, and its comparison with its baseline. Main thread; read and written in a thread of its own.
class EvalRunResults final : public QObject {
    Q_OBJECT
public:
    explicit EvalRunResults(const QString& dataDir, QObject* parent = nullptr);

    /// Reads the run; what is known of another one is forgotten. `rate`: to convert costs.
    void open(const std::string& id, const gateway::config::ExchangeRate& rate);
    /// Reads the same run again, for example after more of it has been answered. Does nothing while it is being read.
    void refresh();
    const std::string& id() const { return m_id; }
    bool isReading() const { return m_isReading; }
    /// Null: not read yet.
    const std::shared_ptr<const gateway::evaluation::RunResults>& results() const { return m_results; }
    /// Empty: the run has none, or it is gone.
    const std::optional<gateway::evaluation::BaselineComparison>& baseline() const { return m_baseline; }
    const std::optional<gateway::Error>& error() const { return m_error; }

    /// Writes the run into a file. `locale`: of the report.
    void write(gateway::evaluation::RunOutput output, const QString& path, const QString& locale);

Q_SIGNALS:
    void changed();
    /// Empty `error`: written.
    void written(const QString& path, const std::optional<gateway::Error>& error);

private:
    struct Answer {
        gateway::evaluation::RunResults results;
        std::optional<gateway::evaluation::BaselineComparison> baseline;
    };
    static gateway::Result<Answer> read(const QString& dataDir, const std::string& id, const gateway::config::ExchangeRate& rate);

    QString m_dataDir;
    std::string m_id;
    gateway::config::ExchangeRate m_rate;
    bool m_isReading = false;
    std::shared_ptr<const gateway::evaluation::RunResults> m_results;
    std::optional<gateway::evaluation::BaselineComparison> m_baseline;
    std::optional<gateway::Error> m_error;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::models
