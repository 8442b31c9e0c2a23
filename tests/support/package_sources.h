#pragma once

#include <QByteArray>
#include <QString>
#include <QTemporaryDir>

/// A package database and package source for Debian's real tools in this process and those it
/// starts, while this object lives: one package "signalbox" with some installed version.
class PackageSources {
public:
    PackageSources();
    ~PackageSources();

    /// Whether this machine has the tools.
    static bool isPossible();

    /// Installs `version` with the single file `file`.
    void install(const QString& version, const QString& file) const;
    /// Offers the version in the source, as read by apt.
    bool offer(const QString& version) const;
    QString folder() const { return m_folder.path(); }

private:
    void write(const QString& name, const QString& text) const;

    QTemporaryDir m_folder;
    const QByteArray m_config; ///< previous value in the environment
    const QByteArray m_admin;
};
