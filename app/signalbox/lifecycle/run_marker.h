#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace app {

/// A small file that exists while the program runs: if it exists at the start, the previous run did not end properly.
/// For the holder of the data folder's lock. Accesses the file directly, at the start and at the end only.
class RunMarker {
public:
    /// `dataDir`: absolute, and must exist. `bootId`: of the current boot; runs from another boot ended with the
    /// machine. Empty: unknown.
    explicit RunMarker(const QString& dataDir, const QString& bootId = thisBoot());
    /// Records that the run ended properly.
    ~RunMarker();
    RunMarker(const RunMarker&) = delete;
    RunMarker& operator=(const RunMarker&) = delete;

    /// The same, if this object is not destroyed.
    void end() const;

    /// Start of the previous run, if that crashed or was killed. Available once: the file now belongs to this run.
    const std::optional<QDateTime>& crashed() const { return m_crashed; }

    static QString thisBoot();

private:
    QString m_file;
    std::optional<QDateTime> m_crashed;
};

} // namespace app
