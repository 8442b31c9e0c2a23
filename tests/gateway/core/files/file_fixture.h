#pragma once

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QString>

#include <functional>
#include <optional>
#include <string>

#ifdef Q_OS_LINUX
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace files_test {

inline void put(const QString& path, const std::string& content)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(content.data(), static_cast<qint64>(content.size())) == static_cast<qint64>(content.size()));
}

/// "(none)" if there is no file.
inline std::string contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "(none)";
}

inline QStringList filesIn(const QString& folder) { return folder.isEmpty() ? QStringList() : QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name); }

#ifdef Q_OS_LINUX

constexpr int kNotPermitted = 77;

/// The result of `body` in a separate process after `enter`; empty if `enter` returns false.
inline std::optional<std::string> inProcess(const std::function<bool()>& enter, const std::function<std::string()>& body)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        if (!enter())
            ::_exit(kNotPermitted);
        const std::string answer = body();
        ::_exit(::write(ends[1], answer.data(), answer.size()) == static_cast<ssize_t>(answer.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string answer;
    char piece[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], piece, sizeof piece)) > 0;)
        answer.append(piece, static_cast<std::size_t>(count));
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNotPermitted)
        return std::nullopt;
    CHECK(status == 0);
    return answer;
}

inline bool writeTo(const char* path, const std::string& text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text.data(), static_cast<qint64>(text.size())) > 0;
}

/// Gives the process a private mount namespace.
inline bool enterMountNamespace()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
        return false;
    if (user != 0
        && !(writeTo("/proc/self/setgroups", "deny") && writeTo("/proc/self/uid_map", "0 " + std::to_string(user) + " 1")
            && writeTo("/proc/self/gid_map", "0 " + std::to_string(group) + " 1")))
        return false;
    return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

inline std::optional<std::string> withMounts(const std::function<std::string()>& body) { return inProcess(enterMountNamespace, body); }

/// Runs as a user with ordinary file permissions: as nobody if root runs the test.
inline std::optional<std::string> asUser(const std::function<std::string()>& body)
{
    constexpr uid_t kNobody = 65534;
    return inProcess([] { return ::geteuid() != 0 || (::setresgid(kNobody, kNobody, kNobody) == 0 && ::setresuid(kNobody, kNobody, kNobody) == 0); }, body);
}

inline bool mountTmpfs(const QString& folder, const char* options) { return ::mount("none", QFile::encodeName(folder).constData(), "tmpfs", 0, options) == 0; }

#endif

} // namespace files_test
