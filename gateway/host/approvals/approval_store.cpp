#include "approval_store.h"

#include "gateway/core/log.h"

#include <utility>

namespace gateway::host {

using providers::SecretUse;

ApprovalStore::ApprovalStore(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent), m_file(dataDir), m_storageWork(storageWork)
{
    connect(&m_watch, &config::FileWatch::touched, this, &ApprovalStore::readAgain);
}

void ApprovalStore::load(const std::vector<SecretUse>& inUse, const providers::Catalog& catalog)
{
    std::vector<SecretUse> adopted;
    auto opened = m_file.open(inUse, catalog, &adopted);
    if (!opened)
        qCWarning(logHost, "No approvals are in force: %s", opened.error().text().c_str());
    for (const SecretUse& use : adopted)
        qCInfo(logHost, "Approved because an earlier version of Signalbox already sent it there: %s", toText(providers::permissionText(use)).c_str());
    m_approved = opened ? std::move(*opened) : providers::ApprovedOrigins();
    m_watch.setFiles({m_file.path()});
}

void ApprovalStore::approve(const std::vector<SecretUse>& uses, Done done)
{
    const std::vector<SecretUse> added = m_approved.addAll(uses);
    for (const SecretUse& use : added)
        qCInfo(logHost, "Approved: %s", toText(providers::permissionText(use)).c_str());
    if (!added.empty())
        Q_EMIT changed();
    QMetaObject::invokeMethod(&m_storageWork, [this, file = m_file, added, done = std::move(done)]() mutable {
        Result<void> kept = added.empty() ? Result<void>() : file.add(added);
        if (!kept)
            qCWarning(logHost, "Approvals are lost when Signalbox exits: %s", kept.error().text().c_str());
        if (!done)
            return;
        QMetaObject::invokeMethod(this, [done = std::move(done), kept = std::move(kept)] { done(kept); }, Qt::QueuedConnection);
    });
}

void ApprovalStore::readAgain()
{
    QMetaObject::invokeMethod(&m_storageWork, [this, file = m_file] {
        auto read = file.read();
        QMetaObject::invokeMethod(this, [this, read = std::move(read)] {
            if (!read || !*read)
                return;
            providers::ApprovedOrigins merged = m_approved; // approvals that could not be written also stay valid
            merged.merge(**read);
            if (merged == m_approved)
                return;
            m_approved = std::move(merged);
            Q_EMIT changed();
        }, Qt::QueuedConnection);
    });
}

void ApprovalStore::noteWaiting(std::vector<SecretUse> waiting)
{
    for (const SecretUse& use : providers::addedUses(waiting, m_waiting)) {
        const std::string of = use.provider.empty() ? std::string("export.otlp") : "provider \"" + use.provider + '"';
        qCWarning(logHost, "%s %s. %s; a headless gateway also approves its configuration file when it starts or receives SIGHUP", of.c_str(),
            toText(providers::waitingText(use)).c_str(), toText(providers::approvalRemedy(use)).c_str());
    }
    m_waiting = std::move(waiting);
}

} // namespace gateway::host
