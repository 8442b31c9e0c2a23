#include "request_export.h"

#include "gateway/core/files/file_writer.h"
#include "ui/dialogs/write_file.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/words/sentence_words.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QStandardPaths>

namespace ui::pages {

using gateway::Result;
using gateway::usage::AskThread;
using gateway::usage::ExportProgress;
using models::Formatter;
using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kTellEvery_ms = 250;

/// Runs in the worker. An incomplete export leaves the previous file unchanged.
Result<std::int64_t> writeRequests(const QString& ledger, const RequestExport::Wanted& wanted, const QString& path, const gateway::usage::ExportWatch& watch)
{
    gateway::files::WriteOptions options;
    options.isPrivate = true; // who requested what is private
    gateway::files::FileWriter file(path, options);
    // The file name precedes the reason.
    const auto reasonOf = [](gateway::Error error) {
        error.message = gateway::files::writeReason(error);
        return gateway::failure(std::move(error));
    };
    if (const auto opened = file.open(); !opened) return reasonOf(opened.error());
    bool isWanted = true;
    const auto sink = [&](std::string_view text) -> Result<void> {
        const auto done = file.write(text);
        return done ? done : reasonOf(done.error());
    };
    const auto watchHere = [&](const ExportProgress& progress) { return isWanted = watch(progress); };
    auto written = gateway::usage::exportRequests(ledger, wanted.filter, wanted.format, sink, watchHere);
    if (!written || !isWanted) return written;
    if (const auto replaced = file.commit(); !replaced) return reasonOf(replaced.error());
    return written;
}

} // namespace

RequestExport::RequestExport(QWidget* parent)
    : QWidget(parent), m_thread(QStringLiteral("export")), m_words(new widgets::ElidedLabel({}, look::TextRole::Body, widgets::Label::Tone::Secondary, this)),
      m_stop(new Button(ButtonKind::Plain, {}, QStringLiteral("act-stop"), this)), m_close(new Button(ButtonKind::Icon, {}, QStringLiteral("act-close"), this))
{
    setObjectName(QStringLiteral("requestExport"));
    m_words->setObjectName(QStringLiteral("exportWords"));
    m_stop->setObjectName(QStringLiteral("stopExport"));
    m_words->setElideMode(Qt::ElideMiddle);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(look::theme().px(8));
    row->addWidget(m_words, 1);
    row->addWidget(m_stop);
    row->addWidget(m_close);
    connect(m_stop, &QPushButton::clicked, this, &RequestExport::cancel);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    retranslate();
    hide();
}

void RequestExport::retranslate()
{
    m_stop->setText(tr("Stop the export"));
    m_close->setHint(tr("Close"));
}

void RequestExport::ask(const QString& ledger, const Wanted& wanted, const QString& name)
{
    const bool isCsv = wanted.format == gateway::usage::ExportFormat::Csv;
    const QString end = isCsv ? QStringLiteral(".csv") : QStringLiteral(".jsonl");
    auto* dialog = new QFileDialog(window(), tr("Export requests"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                                   isCsv ? tr("Comma-separated values (*.csv)") : tr("JSON Lines (*.jsonl)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name + end);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, ledger, wanted](const QString& path) { write(ledger, wanted, path); });
    dialog->open();
}

void RequestExport::write(const QString& ledger, const Wanted& wanted, const QString& path)
{
    if (m_isRunning) return;
    m_isRunning = true;
    m_words->setTone(widgets::Label::Tone::Secondary);
    showProgress({});
    m_stop->show();
    m_close->hide();
    show();
    // The thread ends before this object, so that using it there is safe.
    const auto work = [this, ledger, wanted, path](const AskThread::Stop& stop) {
        QElapsedTimer sinceReport;
        sinceReport.start();
        return writeRequests(ledger, wanted, path, [&](const ExportProgress& progress) {
            if (sinceReport.elapsed() >= kTellEvery_ms) {
                sinceReport.start();
                QMetaObject::invokeMethod(this, [this, progress] { showProgress(progress); }, Qt::QueuedConnection);
            }
            return !stop.isAsked();
        });
    };
    m_thread.ask<std::int64_t>(work, this, [this, path](const Result<std::int64_t>& written) {
        const QString file = QDir::toNativeSeparators(path);
        if (written) end(true, tr("%1 request(s) saved as %2", "how many, a file", models::Formatter::plural(*written)).arg(models::Formatter().exact(*written), file));
        else end(false, tr("%1 cannot be written: %2").arg(file, words::SentenceWords::of(written.error())));
    });
}

void RequestExport::askReport(const QString& name, const QByteArray& content)
{
    auto* dialog = new QFileDialog(window(), tr("Save a report"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("Markdown (*.md)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content](const QString& path) { writeReport(path, content); });
    dialog->open();
}

void RequestExport::writeReport(const QString& path, const QByteArray& content)
{
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        if (m_isRunning) return; // the line is used by the export
        const QString problem = watcher->result();
        const QString file = QDir::toNativeSeparators(path);
        m_words->setTone(problem.isEmpty() ? widgets::Label::Tone::Secondary : widgets::Label::Tone::Error);
        show();
        end(problem.isEmpty(), problem.isEmpty() ? tr("Saved as %1").arg(file) : tr("%1 cannot be written: %2").arg(file, problem));
    });
    watcher->setFuture(dialogs::writeFile(path, content));
}

void RequestExport::showProgress(const ExportProgress& progress)
{
    if (!m_isRunning) return;
    const Formatter format;
    m_words->setText(progress.all > 0 ? tr("Exporting: %1 of %2 request(s)", nullptr, Formatter::plural(progress.all)).arg(format.exact(progress.done), format.exact(progress.all)) : tr("Exporting…"));
}

void RequestExport::cancel()
{
    if (!m_isRunning) return;
    m_thread.forget();
    end(false, tr("The export was stopped; nothing was written"));
}

void RequestExport::end(bool isWritten, const QString& words)
{
    m_isRunning = false;
    m_words->setText(words);
    m_stop->hide();
    m_close->show();
    Q_EMIT ended(isWritten);
}

} // namespace ui::pages
