#include "approval_file.h"

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

ApprovalFile::ApprovalFile(const QString& dataDir) : m_path(dataDir + QStringLiteral("/approved-origins.json")) {}

Result<std::optional<ApprovedOrigins>> ApprovalFile::read() const
{
    const auto text = config::readConfigFile(m_path);
    if (!text)
        return failure(text.error());
    if (!*text)
        return std::optional<ApprovedOrigins>();
    auto parsed = ApprovedOrigins::parse(**text);
    if (!parsed)
        return failure(ErrorKind::ConfigInvalid, m_path.toStdString() + ": " + parsed.error().message + ". Approve again with: signalboxd key approve");
    return std::optional(std::move(*parsed));
}

Result<void> ApprovalFile::add(const std::vector<providers::SecretUse>& uses) const
{
    QLockFile lock(m_path + QStringLiteral(".lock")); // two programs may add at once
    if (QFileInfo(m_path).dir().exists()) // else it is made with the file, for its owner alone
        files::lockPrivately(lock, kWaitForOther);
    const auto known = read();
    ApprovedOrigins approved = known && *known ? **known : ApprovedOrigins();
    const bool isThere = known && *known;
    if (approved.addAll(uses).empty() && isThere)
        return {};
    return config::writeConfigFile(m_path, approved.toText(), config::Previous::Dropped);
}

Result<ApprovedOrigins> ApprovalFile::open(const std::vector<providers::SecretUse>& inUse, std::vector<providers::SecretUse>* adopted) const
{
    auto known = read();
    if (!known)
        return failure(known.error());
    if (*known)
        return std::move(**known);
    ApprovedOrigins approved;
    auto added = approved.addAll(inUse);
    if (adopted)
        *adopted = added;
    if (auto written = add(added); !written)
        return failure(written.error());
    return approved;
}

} // namespace gateway::host
