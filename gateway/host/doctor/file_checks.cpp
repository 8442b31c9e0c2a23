#include "file_checks.h"

#include "gateway/config/settings/provider_restrictions.h"
#include "gateway/host/checks/data_folder_lock.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/routing/health/attempt_reason.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QStorageInfo>

#include <algorithm>
#include <filesystem>

namespace gateway::host {

namespace {

constexpr int kSoon_days = 14; // for the local certificate, which is renewed before
constexpr int kOwnSoon_days = 30;
constexpr qint64 kMegabyte = 1'000'000;
constexpr qint64 kLittleSpace = 200 * kMegabyte;
constexpr qint64 kAlmostNoSpace = 20 * kMegabyte;
constexpr qint64 kNoSpace = kMegabyte; ///< a ledger that grows wants more at once
constexpr Milliseconds kBusy{2000};

std::string dayOf(const QDateTime& when) { return when.toUTC().date().toString(Qt::ISODate).toStdString(); }

/// "9.5 MB", "4,321 MB", from ten thousand MB on "72.4 GB": the same in every language.
std::string sizeText(qint64 bytes)
{
    constexpr double kFromGigabytes = 10'000 * kMegabyte;
    constexpr double kGigabyte = 1'000 * kMegabyte;
    const QLocale numbers(QLocale::English);
    const auto size = static_cast<double>(bytes);
    if (size < kFromGigabytes)
        return numbers.toString(size / kMegabyte, 'f', size < 10 * kMegabyte ? 1 : 0).toStdString() + " MB";
    return numbers.toString(size / kGigabyte, 'f', size < 100 * kGigabyte ? 1 : 0).toStdString() + " GB";
}

bool isFull(const DiskRoom& room) { return room.left >= 0 && room.left < kNoSpace; }

std::string namesOf(const QSslCertificate& certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    return names.join(QStringLiteral(", ")).toStdString();
}

Finding datesOf(const QSslCertificate& certificate, const std::string& file, bool isOwn, WallTime now)
{
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()).count());
    const Sentence remedy = isOwn
        ? Sentence{QT_TRANSLATE_NOOP("Doctor", "Replace it with a new certificate and restart Signalbox.")}
        : Sentence{QT_TRANSLATE_NOOP("Doctor", "Restart Signalbox to create a new certificate. If that does not help, correct the clock.")};
    if (certificate.effectiveDate() > today)
        return {Check::Certificate, Outcome::Problem, file,
            {QT_TRANSLATE_NOOP("Doctor", "The certificate in %1 is not valid before %2."), {file, dayOf(certificate.effectiveDate())}}, remedy};
    if (certificate.expiryDate() <= today)
        return {Check::Certificate, Outcome::Problem, file,
            {QT_TRANSLATE_NOOP("Doctor", "The certificate in %1 expired on %2."), {file, dayOf(certificate.expiryDate())}}, remedy};
    const bool isSoon = today.daysTo(certificate.expiryDate()) < (isOwn ? kOwnSoon_days : kSoon_days);
    return {Check::Certificate, isSoon ? Outcome::Notice : Outcome::Ok, file,
        {QT_TRANSLATE_NOOP("Doctor", "The certificate is valid for %1 until %2."), {namesOf(certificate), dayOf(certificate.expiryDate())}},
        isSoon ? remedy : Sentence{}};
}

Finding trustOf(const QString& authorityFile, const std::string& certificate)
{
    const auto authority = QSslCertificate::fromPath(authorityFile, QSsl::Pem);
    const std::string file = QDir::toNativeSeparators(authorityFile).toStdString();
    if (!authority.isEmpty() && QSslConfiguration::systemCaCertificates().contains(authority.front()))
        return {Check::Certificate, Outcome::Ok, certificate, {QT_TRANSLATE_NOOP("Doctor", "The system trusts the certificate authority of Signalbox.")}};
    return {Check::Certificate, Outcome::Notice, certificate, {QT_TRANSLATE_NOOP("Doctor", "The system does not trust the certificate authority of Signalbox.")},
        {QT_TRANSLATE_NOOP("Doctor", "Set each HTTPS client to trust %1, unless you have done so."), {file}}};
}

} // namespace

std::vector<Finding> certificateFindings(const config::ListenSettings& listen, const QString& dataDir, WallTime now)
{
    if (!listen.httpsPort)
        return {{Check::Certificate, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "HTTPS is disabled.")}}};
    const http::LocalCertificates local(dataDir);
    const QString path = listen.tlsCertificate ? QString::fromStdString(*listen.tlsCertificate) : local.serverFile();
    const std::string file = QDir::toNativeSeparators(path).toStdString();
    const auto chain = QSslCertificate::fromPath(path, QSsl::Pem);
    if (chain.isEmpty() && !listen.tlsCertificate && !QFileInfo::exists(path))
        return {{Check::Certificate, Outcome::Notice, file, {QT_TRANSLATE_NOOP("Doctor", "There is no certificate yet.")},
            {QT_TRANSLATE_NOOP("Doctor", "Signalbox creates it when it serves HTTPS for the first time.")}}};
    if (chain.isEmpty())
        return {{Check::Certificate, Outcome::Problem, file, {QT_TRANSLATE_NOOP("Doctor", "No certificate can be read from %1."), {file}},
            {QT_TRANSLATE_NOOP("Doctor", "HTTPS cannot be served. Check the file and its permissions.")}}};
    std::vector<Finding> findings{datesOf(chain.front(), file, listen.tlsCertificate.has_value(), now)};
    if (!listen.tlsCertificate)
        findings.push_back(trustOf(local.authorityFile(), file));
    return findings;
}

Finding ledgerFinding(const QString& dataDir, std::function<bool()> isOver)
{
    const QString path = usage::Ledger::fileIn(dataDir);
    const std::string file = QDir::toNativeSeparators(path).toStdString();
    const QFileInfo info(path);
    if (!info.exists() && DataFolderLock::isHeld(dataDir))
        return {Check::Ledger, Outcome::Problem, file, {QT_TRANSLATE_NOOP("Doctor", "The gateway is running, but its ledger %1 was moved or deleted."), {file}},
            {QT_TRANSLATE_NOOP("Doctor", "The next request creates a new ledger. To restore the old one, stop Signalbox and move the file back.")}};
    if (!info.exists())
        return {Check::Ledger, Outcome::Ok, file, {QT_TRANSLATE_NOOP("Doctor", "There is no ledger yet because no request has been recorded.")}};
    const Sentence remedy{QT_TRANSLATE_NOOP("Doctor", "Requests are served but not recorded. Stop Signalbox and move %1 away; the next start creates a new ledger."), {file}};
    usage::SqliteConnection connection;
    const auto failed = [&](const Error& error) -> Finding {
        const DiskRoom room = diskRoomOf(dataDir); // determined first, since even reading the ledger takes space
        const Sentence first{QT_TRANSLATE_NOOP("Doctor", "Its disk is full, which may be the cause. Free space on %1 first, and leave %2 where it is."), {room.disk, file}};
        return {Check::Ledger, Outcome::Problem, file, {QT_TRANSLATE_NOOP("Doctor", "The ledger cannot be read: %1."), {error.message}},
            isFull(room) ? first : remedy};
    };
    if (const auto opened = connection.open(path.toStdString(), kBusy, usage::SqliteConnection::Access::Read); !opened)
        return failed(opened.error());
    bool wasCut = false;
    connection.endWhen([&] { return wasCut = wasCut || isOver(); });
    auto check = connection.prepare("PRAGMA quick_check(1)");
    if (!check)
        return failed(check.error());
    const auto row = check->step();
    if (wasCut)
        return {Check::Ledger, Outcome::NotChecked, file,
            {QT_TRANSLATE_NOOP("Doctor", "The ledger can be opened. At %1 it is too large to be checked in a few seconds."), {sizeText(info.size())}}};
    if (!row)
        return failed(row.error());
    const std::string verdict(*row ? check->text() : std::string_view());
    if (verdict != "ok")
        return {Check::Ledger, Outcome::Problem, file, {QT_TRANSLATE_NOOP("Doctor", "The ledger is damaged: %1."), {verdict}}, remedy};
    return {Check::Ledger, Outcome::Ok, file, {QT_TRANSLATE_NOOP("Doctor", "The ledger is intact. Its size is %1."), {sizeText(info.size())}}};
}

std::vector<Finding> refusedKeyFindings(const std::vector<routing::Rest>& rests, WallTime now)
{
    std::vector<Finding> findings;
    for (const routing::Rest& rest : rests) {
        const Sentence words = routing::wordsAfterStatus(rest.reason); // of "400: account not verified"
        const bool isOfAccount = !words.isEmpty();
        const bool isRegion = rest.failure == config::FailureClass::Unreachable && routing::isOfRegion(words);
        if (rest.until <= now || !(routing::isKeyFailure(rest.failure) || isRegion))
            continue;
        Finding finding{Check::Keys, Outcome::Problem, rest.provider + (rest.key.empty() ? "" : '/' + rest.key)};
        if (isOfAccount) {
            finding.found = {QT_TRANSLATE_NOOP("Doctor", "The provider rejected the account (%1)."), {rest.reason}};
            finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Check the account at the provider.")};
        } else if (rest.failure == config::FailureClass::BalanceGone) {
            finding.found = {QT_TRANSLATE_NOOP("Doctor", "The provider rejected the key because its balance is used up (%1)."), {rest.reason}};
            finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Check the account’s balance and plan at the provider.")};
        } else {
            finding.found = {QT_TRANSLATE_NOOP("Doctor", "The provider rejected the key (%1)."), {rest.reason}};
            finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Check that the key is valid and enabled at the provider.")};
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

DiskRoom diskRoomOf(const QString& dataDir)
{
    QDir folder(dataDir);
    while (!folder.exists() && !folder.isRoot())
        folder.setPath(QFileInfo(folder.path()).path());
    DiskRoom room;
    room.folder = QDir::toNativeSeparators(dataDir).toStdString();
    room.isWritable = QFileInfo(folder.path()).isWritable();
    // QStorageInfo finds the folder in the mount table, which is empty in a chroot: it is used only for the name of the
    // disk.
    std::error_code problem;
    const auto space = std::filesystem::space(folder.filesystemAbsolutePath(), problem);
    if (problem)
        return room;
    const QStorageInfo storage(folder);
    room.disk = QDir::toNativeSeparators(storage.isValid() ? storage.rootPath() : folder.path()).toStdString();
    room.total = static_cast<qint64>(space.capacity);
    room.left = static_cast<qint64>(space.available);
    const QString ledger = usage::Ledger::fileIn(dataDir);
    room.ledger = QFileInfo(ledger).size() + QFileInfo(ledger + QStringLiteral("-wal")).size();
    return room;
}

Finding diskFinding(const DiskRoom& room)
{
    if (!room.isWritable)
        return {Check::Disk, Outcome::Problem, room.folder, {QT_TRANSLATE_NOOP("Doctor", "The data folder %1 cannot be written to."), {room.folder}},
            {QT_TRANSLATE_NOOP("Doctor", "It holds the ledger, certificates and state. Make it writable for your account, or choose another folder with --data-dir.")}};
    if (room.left < 0)
        return {Check::Disk, Outcome::NotChecked, room.folder, {QT_TRANSLATE_NOOP("Doctor", "The system does not report how much space is left.")}};
    const std::string left = sizeText(room.left);
    if (room.left >= kLittleSpace)
        return {Check::Disk, Outcome::Ok, room.folder, {QT_TRANSLATE_NOOP("Doctor", "The disk with the data folder has %1 left."), {left}}};
    const char* const words = isFull(room)
        ? QT_TRANSLATE_NOOP("Doctor", "The data folder %1 is on a full disk: %2 has %3 of %4 left. Requests are served, but their records are held in memory and "
        "lost if Signalbox stops before space is freed.")
        : QT_TRANSLATE_NOOP("Doctor", "The data folder %1 is on a disk that is almost full: %2 has %3 of %4 left.");
    return {Check::Disk, room.left < kAlmostNoSpace ? Outcome::Problem : Outcome::Notice, room.folder,
        Sentence::of(words, {room.folder, room.disk, left, sizeText(room.total)}),
        {QT_TRANSLATE_NOOP("Doctor", "Free space on %1. The ledger takes %2: set usage.retention_days or usage.max_size_mb to keep less, then run signalboxd usage "
                                     "vacuum to shrink the file. While it runs, it needs %2 of free space there and as much in the folder for temporary files. Or "
                                     "stop Signalbox, move %3 to another disk and start it with --data-dir."),
            {room.disk, sizeText(room.ledger), room.folder}}};
}

Finding configurationFinding(const QString& file, const std::vector<config::Issue>& issues)
{
    const std::string name = QDir::toNativeSeparators(file).toStdString();
    if (issues.empty())
        return {Check::Configuration, Outcome::Ok, name, {QT_TRANSLATE_NOOP("Doctor", "The configuration is valid.")}};
    const auto worst = std::ranges::find(issues, config::Issue::Level::Error, &config::Issue::level);
    const bool isInForce = worst == issues.end();
    const config::Issue& first = isInForce ? issues.front() : *worst;
    const Sentence said = issueSentence(first);
    return {Check::Configuration, isInForce ? Outcome::Notice : Outcome::Problem, name,
        issues.size() == 1 ? said : Sentence{QT_TRANSLATE_NOOP("Doctor", "%1 (and %2 more)"), {said, std::to_string(issues.size() - 1)}},
        Sentence::of(isInForce ? QT_TRANSLATE_NOOP("Doctor", "signalboxd --check-config lists all warnings. The configuration is in force.")
                               : QT_TRANSLATE_NOOP("Doctor", "signalboxd --check-config lists all problems. The invalid configuration is not in force."))};
}

std::vector<Finding> escapableFindings(const config::Settings& settings)
{
    std::vector<Finding> findings;
    for (const auto& [consumer, field] : config::escapableLimits(settings))
        findings.push_back({Check::Configuration, Outcome::Notice, settings.consumers[consumer].name,
            {QT_TRANSLATE_NOOP("Doctor", "“%1” of consumer “%2” does not restrict local callers: a caller that sends no key may use more."),
                {std::string(field), settings.consumers[consumer].name}},
            {QT_TRANSLATE_NOOP("Doctor", "Set listen.require_key to “always”, or set “consumers” for routes and providers.")}});
    return findings;
}

} // namespace gateway::host
