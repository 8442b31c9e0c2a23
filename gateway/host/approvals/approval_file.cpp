#include "approval_file.h"

#include "earlier_use.h"

#include "gateway/config/config_file.h"
#include "gateway/core/files/private_lock.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>

namespace gateway::host {

using providers::ApprovedOrigins;

namespace {

constexpr std::chrono::milliseconds kWaitForOther{5000};

} // namespace

ApprovalFile::ApprovalFile(const QString& dataDir) : m_dataDir(dataDir), m_path(dataDir + QStringLiteral("/approved-origins.json")) {}

Result<std::optional<ApprovedOrigins>> ApprovalFile::read() const
{
    const auto text = config::readConfigFile(m_path);
    if (!text)
        return failure(text.error());
    if (!*text)
        return std::optional<ApprovedOrigins>();
    auto parsed = ApprovedOrigins::parse(**text);
    if (!parsed)
        return failure(ErrorKind::ConfigInvalid,
            {QT_TRANSLATE_NOOP("Error", "%1 cannot be read: %2. None of its approvals are in force. Restore an intact copy, or approve again with: signalboxd key "
        "approve. The damaged file is then kept as %3"), {m_path.toStdString(), parsed.error().message, damagedCopy().toStdString()}});
    return std::optional(std::move(*parsed));
}

Result<void> ApprovalFile::add(const std::vector<providers::SecretUse>& uses) const
{
    QLockFile lock(m_path + QStringLiteral(".lock")); // two programs may add at once
    if (QFileInfo(m_path).dir().exists()) // otherwise it is created with the file, for its owner only
        files::lockPrivately(lock, kWaitForOther);
    const auto known = read();
    const bool isDamaged = !known && known.error().kind == ErrorKind::ConfigInvalid;
    if (!known && (!isDamaged || uses.empty()))
        return failure(known.error());
    const bool isThere = known && *known;
    ApprovedOrigins approved = isThere ? **known : ApprovedOrigins();
    const bool isChanged = !approved.addAll(uses).empty();
    if (!isChanged && (isThere || isDamaged))
        return {};
    if (isDamaged)
        if (auto moved = files::moveAside(m_path); !moved)
            return moved;
    return config::writeConfigFile(m_path, approved.toText(), config::Previous::Dropped);
}

Result<ApprovedOrigins> ApprovalFile::open(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                           std::vector<providers::SecretUse>* adopted) const
{
    std::optional<std::vector<providers::SecretUse>> takenOver;
    auto approved = known(inUse, catalog, takenOver);
    if (!takenOver)
        return approved;
    if (auto written = add(*takenOver); !written)
        return failure(written.error());
    if (adopted)
        *adopted = std::move(*takenOver);
    return approved;
}

Result<ApprovedOrigins> ApprovalFile::look(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog) const
{
    std::optional<std::vector<providers::SecretUse>> takenOver;
    return known(inUse, catalog, takenOver);
}

Result<ApprovedOrigins> ApprovalFile::known(const std::vector<providers::SecretUse>& inUse, const providers::Catalog& catalog,
                                            std::optional<std::vector<providers::SecretUse>>& takenOver) const
{
    auto known = read();
    if (!known)
        return failure(known.error());
    if (*known)
        return std::move(**known);
    ApprovedOrigins approved;
    takenOver = approved.addAll(usedBefore(m_dataDir, inUse, catalog));
    return approved;
}

} // namespace gateway::host
