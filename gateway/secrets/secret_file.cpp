#include "secret_file.h"

#include "gateway/core/text/system_reason.h"

#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

#include <string_view>

namespace gateway::secrets {

namespace {

// With access control lists, Qt's permission bits are meaningless.
#ifdef Q_OS_UNIX
constexpr QFileDevice::Permissions kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
    | QFileDevice::WriteOther;
#else
constexpr QFileDevice::Permissions kOthers;
#endif
constexpr QFileDevice::Permissions kWriting = QFileDevice::WriteGroup | QFileDevice::WriteOther;

tl::unexpected<Error> denied(Sentence why)
{
    return failure(ErrorKind::SecretDenied, std::move(why));
}

/// Source: Microsoft, "about_Character_Encoding" (PowerShell 5.1: ">" writes UTF-16LE with its mark); read 2026-11-28.
void decodeUtf16(QByteArray& content)
{
    const bool isLittle = content.startsWith("\xFF\xFE");
    if (content.size() % 2 != 0 || (!isLittle && !content.startsWith("\xFE\xFF")))
        return;
    QStringDecoder decoder(isLittle ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    QString text = decoder(content);
    if (decoder.hasError() || !text.isValidUtf16())
        return;
    content.fill('\0');
    content = text.toUtf8();
    text.fill(u'\0');
}

} // namespace

bool isOpenToOthers(QFileDevice::Permissions permissions) { return permissions.testAnyFlags(kOthers); }

Result<void> checkSecretAccess(const QString& path, QFileDevice::Permissions permissions, files::ModeChange change)
{
    if (!isOpenToOthers(permissions) || change == files::ModeChange::ReadOnlySystem)
        return {};
    if (change == files::ModeChange::Possible)
        return denied({QT_TRANSLATE_NOOP("Error", "file %1 can be read by other users: run chmod 600 %1"), {path.toStdString()}});
    if (isOpenToOthers(permissions & kWriting))
        return denied({QT_TRANSLATE_NOOP("Error", "file %1 can be changed by other users: its owner must run chmod go-w %1"), {path.toStdString()}});
    return {};
}

OtherReaders otherReaders(const QString& path)
{
    const QFileDevice::Permissions others = QFileInfo(path).permissions() & kOthers;
    if (others.testFlag(QFileDevice::ReadOther))
        return OtherReaders::Everyone;
    return others.testFlag(QFileDevice::ReadGroup) ? OtherReaders::Group : OtherReaders::None;
}

Result<Secret> readSecretFile(const QString& path)
{
    const QFileInfo info(path); // follows links
    if (!info.exists())
        return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "file %1 does not exist"), {path.toStdString()}});
    if (!info.isFile()) // a pipe would block, a device may never end
        return denied({QT_TRANSLATE_NOOP("Error", "%1 is not a regular file"), {path.toStdString()}});
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return denied({QT_TRANSLATE_NOOP("Error", "file %1 cannot be read: %2"), {path.toStdString(), systemReason(file.errorString().toStdString())}});
    if (const auto access = checkSecretAccess(path, file.permissions(), files::modeChangeOf(path)); !access)
        return failure(access.error());
    QByteArray content = file.read(kMaxSecretFile + 1);
    if (content.size() > kMaxSecretFile)
        return denied({QT_TRANSLATE_NOOP("Error", "file %1 is larger than 64 KiB, too large for a key"), {path.toStdString()}});
    decodeUtf16(content);
    std::string_view text(content.constData(), static_cast<std::size_t>(content.size()));
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    Secret secret{std::string(text)};
    content.fill('\0');
    if (secret.empty())
        return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "file %1 is empty"), {path.toStdString()}});
    return secret;
}

} // namespace gateway::secrets
