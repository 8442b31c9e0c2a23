#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

/// A database of packages and a package source of its own, for Debian's real tools in this process and in those that it
/// starts, as long as it lives: one package "signalbox", of which some version is installed.
class PackageSources {
public:
    PackageSources();
    ~PackageSources();

    /// Whether this machine has the tools.
    static bool isPossible();

    /// `version` is installed, with the one file `file`.
    void install(const QString& version, const QString& file) const;
    /// The source offers it; apt has read that.
    bool offer(const QString& version) const;
    QString folder() const { return m_folder.path(); }

private:
    void write(const QString& name, const QString& text) const;

    QTemporaryDir m_folder;
    const QByteArray m_config; ///< what the environment had before
    const QByteArray m_admin;
};
