#pragma once

#include "gateway/usage/search/ask_thread.h"
#include "gateway/usage/search/filtered_export.h"

#include <QWidget>

namespace ui::widgets {
class Button;
class ElidedLabel;
}

namespace ui::pages {

/// One line that asks for a file, writes the requests that a filter lets through into it, tells how far that is, and
/// can be stopped; then what was left of the file is as before. Hidden until there is something to say.
class RequestExport : public QWidget {
    Q_OBJECT
public:
    struct Wanted {
        gateway::usage::RequestFilter filter;
        gateway::usage::ExportFormat format = gateway::usage::ExportFormat::Csv;
    };

    explicit RequestExport(QWidget* parent = nullptr);

    /// `ledger`: the ledger's file; `name`: of the new file, without its end.
    void ask(const QString& ledger, const Wanted& wanted, const QString& name);
    void write(const QString& ledger, const Wanted& wanted, const QString& path);
    /// Asks for a file, `name` suggested, and writes `content` into it: what is to be said of one request.
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
