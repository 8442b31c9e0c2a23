#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

namespace app {

/// A small file that is there while the program runs: one that is found at the
/// start is of a run that did not end as it should. For whoever holds the lock of
/// the data folder. Touches the file at once: at the start and at the end only.
class RunMarker {
public:
    /// `dataDir`: absolute, and there. `bootId`: of this run of the machine; what ran under
    /// another one ended with the machine. Empty: not known.
    explicit RunMarker(const QString& dataDir, const QString& bootId = thisBoot());
    /// The run ends as it should.
    ~RunMarker();
    RunMarker(const RunMarker&) = delete;
    RunMarker& operator=(const RunMarker&) = delete;

    /// The same, where this object is not destroyed.
    void end() const;

    /// When the run before began, if it crashed or was killed. Told once: the file is this run's by now.
    const std::optional<QDateTime>& crashed() const { return m_crashed; }

    static QString thisBoot();

private:
    QString m_file;
    std::optional<QDateTime> m_crashed;
};

} // namespace app
