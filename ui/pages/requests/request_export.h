#pragma once

#include "gateway/usage/search/ask_thread.h"
#include "gateway/usage/search/filtered_export.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class ElidedLabel;
}

namespace ui::pages {

/// A line that asks for a file, writes the requests that match a filter into it, shows the progress, and can be
/// cancelled, which restores the previous state of the file. Hidden until there is something to show.
class RequestExport : public QWidget {
    Q_OBJECT
public:
    struct Wanted {
        gateway::usage::RequestFilter filter;
        gateway::usage::ExportFormat format = gateway::usage::ExportFormat::Csv;
    };

    explicit RequestExport(QWidget* parent = nullptr);

    /// `ledger`: the ledger's file; `name`: suggested file name, without suffix.
    void ask(const QString& ledger, const Wanted& wanted, const QString& name);
    void write(const QString& ledger, const Wanted& wanted, const QString& path);
    /// Asks for a file, suggesting `name`, and writes `content` into it: the report on a request.
    void askReport(const QString& name, const QByteArray& content);
    void writeReport(const QString& path, const QByteArray& content);
    bool isRunning() const { return m_isRunning; }
    void cancel();
    void retranslate();

Q_SIGNALS:
    void ended(bool isWritten);

private:
    void showProgress(const gateway::usage::ExportProgress& progress);
    void end(bool isWritten, const QString& words);

    gateway::usage::AskThread m_thread;
    widgets::ElidedLabel* m_words;
    widgets::Button* m_stop;
    widgets::Button* m_close;
    bool m_isRunning = false;
};

} // namespace ui::pages
