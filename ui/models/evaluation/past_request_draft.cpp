#include "past_request_draft.h"

#include <QFileInfo>
#include <QtGlobal>

#include <utility>

namespace ui::models {

using gateway::Result;
using gateway::evaluation::PastRequests;
using gateway::evaluation::PastRequestsFound;
using gateway::usage::AskThread;

PastRequestDraft::PastRequestDraft(const QString& ledger, QObject* parent, std::chrono::milliseconds pause) : QObject(parent), m_ledger(ledger), m_thread(QStringLiteral("past requests"))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &PastRequestDraft::count);
}

void PastRequestDraft::setWanted(const PastRequests& wanted)
{
    if (m_isWriting) return;
    m_thread.forget();
    m_wanted = wanted;
    m_found.reset();
    m_error.reset();
    m_pause.start();
    Q_EMIT changed();
}

void PastRequestDraft::count()
{
    if (m_ledger.isEmpty()) {
        m_found = PastRequestsFound();
        Q_EMIT changed();
        return;
    }
    m_thread.ask<PastRequestsFound>(
        [file = m_ledger, wanted = m_wanted](const AskThread::Stop& stop) {
            return gateway::evaluation::rowsFromRequests(file, wanted, [](const gateway::Json&) { return true; }, [&stop] { return stop.isAsked(); });
        },
        this, [this](const Result<PastRequestsFound>& found) {
            if (found) m_found = *found;
            else m_error = found.error();
            Q_EMIT changed();
        });
}

void PastRequestDraft::write(const QString& path, Existing existing)
{
    if (m_isWriting || m_ledger.isEmpty()) return;
    m_isWriting = true;
    m_thread.ask<PastRequestsFound>(
        [file = m_ledger, wanted = m_wanted, path, existing](const AskThread::Stop& stop) -> Result<PastRequestsFound> {
            if (existing == Existing::Kept && QFileInfo::exists(path))
                return gateway::failure(gateway::ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 already exists; choose another name"), {path.toStdString()}});
            return gateway::evaluation::writeDataset(file, wanted, path, [&stop] { return stop.isAsked(); });
        },
        this, [this, path](const Result<PastRequestsFound>& done) {
            m_isWriting = false;
            if (done) m_found = *done;
            const bool isEmpty = done && done->rows == 0; // stored content has expired meanwhile
            Q_EMIT changed();
            if (!isEmpty) Q_EMIT written(path, done ? std::nullopt : std::optional(done.error()));
        });
    Q_EMIT changed();
}

} // namespace ui::models
