#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QVariant>

namespace gateway::files {

/// What the program remembers between runs about its window and its user, by name ("window/page"): a private file
/// (0600) in the INI format of QSettings, written through a `FileWriter`. Read at construction. Blocks; one thread.
class MemoryFile final {
public:
    /// `path`: absolute; empty: nothing is stored.
    explicit MemoryFile(const QString& path);

    bool contains(const QString& name) const { return m_values.contains(name); }
    /// A string, a string list, a boolean, an integer, a rectangle or a size; invalid if there is none.
    QVariant value(const QString& name) const { return m_values.value(name); }

    /// Takes effect with `save()`. An invalid value removes the entry.
    void set(const QString& name, const QVariant& value);
    /// Writes the file if anything changed; failures are logged. Errors: Io.
    Result<void> save();

    /// Sets and saves a single value.
    static void remember(const QString& path, const QString& name, const QVariant& value);

private:
    QString m_path;
    QVariantMap m_values;
    QByteArray m_text; ///< as read
};

} // namespace gateway::files
