#pragma once

#include "gateway/core/result.h"

#include <QString>
#include <QVariant>

namespace gateway::files {

/// What a program remembers of its window and its user between two runs, by name ("window/page"): a private file (0600) in the form
/// that QSettings gives to INI files, which writes through a `FileWriter`. Read when it is created. Blocks; one thread.
class MemoryFile final {
public:
    /// `path`: absolute; empty: nothing is remembered.
    explicit MemoryFile(const QString& path);

    bool contains(const QString& name) const { return m_values.contains(name); }
    /// A text, a list of texts, a truth, a whole number, a rectangle or a size; not valid where there is none.
    QVariant value(const QString& name) const { return m_values.value(name); }

    /// Takes effect with `save()`. A value that is not valid is removed.
    void set(const QString& name, const QVariant& value);
    /// Writes the file if something in it is to change; where that fails, the log says why. Errors: Io.
    Result<void> save();

    /// One value.
    static void remember(const QString& path, const QString& name, const QVariant& value);

private:
    QString m_path;
    QVariantMap m_values;
    QByteArray m_text; ///< as it was read
};

} // namespace gateway::files
