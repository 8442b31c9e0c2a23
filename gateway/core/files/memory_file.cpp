#include "memory_file.h"

#include "file_writer.h"
#include "ini_text.h"

#include "gateway/core/log.h"

#include <QFile>

namespace gateway::files {

namespace {

constexpr qint64 kMostMemory = 1024 * 1024; // bytes

} // namespace

MemoryFile::MemoryFile(const QString& path) : m_path(path)
{
    QFile file(path);
    if (!path.isEmpty() && file.open(QIODevice::ReadOnly))
        m_text = file.read(kMostMemory);
    m_values = parseIni(m_text);
}

void MemoryFile::set(const QString& name, const QVariant& value)
{
    if (value.isValid())
        m_values.insert(name, value);
    else
        m_values.remove(name);
}

Result<void> MemoryFile::save()
{
    const QByteArray text = toIni(m_values);
    if (m_path.isEmpty() || text == m_text)
        return {};
    WriteOptions options;
    options.makeFolder = true;
    auto written = writeFile(m_path, {text.constData(), static_cast<std::size_t>(text.size())}, options);
    if (written)
        m_text = text;
    else
        qCWarning(logHost, "%s", written.error().text().c_str());
    return written;
}

void MemoryFile::remember(const QString& path, const QString& name, const QVariant& value)
{
    MemoryFile file(path);
    file.set(name, value);
    static_cast<void>(file.save());
}

} // namespace gateway::files
