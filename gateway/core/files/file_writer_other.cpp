#include "file_writer.h"

#include "file_system.h"
#include "write_error.h"

#include "gateway/core/text/system_reason.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <utility>

namespace gateway::files {

/// Uses Qt: the system replaces files atomically there, and files have no identity that could be lost.
class FileWriter::Private {
public:
    Private(const QString& path, const WriteOptions& options) : m_options(options), m_target(linkTarget(path)), m_save(m_target), m_device(m_target) {}

    Result<void> open()
    {
        const QFileInfo info(m_target);
        if (m_options.makeFolder)
            if (auto made = makePrivateFolder(info.absolutePath()); !made)
                return made;
        m_wasThere = info.exists();
        m_isDevice = m_options.mayBeDevice && m_wasThere && !info.isFile() && !info.isDir();
        if (m_wasThere && !info.isFile() && !m_isDevice)
            return refused(QStringLiteral("it is not a regular file"));
        QFileDevice& file = device();
        if (!file.open(m_isDevice ? QIODevice::WriteOnly | QIODevice::Unbuffered : QIODevice::OpenMode(QIODevice::WriteOnly)))
            return refused(file.errorString());
        if (m_options.isPrivate || (!m_wasThere && m_options.mode == 0600))
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return {};
    }

    Result<void> write(std::string_view bytes)
    {
        const auto size = static_cast<qint64>(bytes.size());
        return device().write(bytes.data(), size) == size ? Result<void>() : refused(device().errorString());
    }

    /// `QSaveFile::commit()` does not report data that its buffer could not write.
    Result<void> prepare() { return device().flush() ? Result<void>() : refused(device().errorString()); }

    Result<void> commit()
    {
        if (auto prepared = prepare(); !prepared || m_isDevice)
            return prepared;
        return m_save.commit() ? Result<void>() : refused(m_save.errorString());
    }

    bool isFull() const { return m_isFull; }

private:
    QFileDevice& device() { return m_isDevice ? static_cast<QFileDevice&>(m_device) : m_save; }

    Result<void> refused(const QString& reason)
    {
        m_isFull = device().error() == QFileDevice::ResourceError;
        m_save.cancelWriting();
        const Sentence why = Sentence::of(m_wasThere ? QT_TRANSLATE_NOOP("Error", "%1; the file is unchanged") : QT_TRANSLATE_NOOP("Error", "%1; no file was created"), {systemReason(reason.toStdString())});
        return failure(writeError(m_target, why));
    }

    const WriteOptions m_options;
    const QString m_target;
    QSaveFile m_save;
    QFile m_device;
    bool m_wasThere = false;
    bool m_isDevice = false;
    bool m_isFull = false;
};

FileWriter::FileWriter(const QString& path, const WriteOptions& options) : d(std::make_unique<Private>(path, options)) {}
FileWriter::~FileWriter() = default;

Result<void> FileWriter::open() { return d->open(); }
Result<void> FileWriter::write(std::string_view bytes) { return d->write(bytes); }
Result<void> FileWriter::prepare() { return d->prepare(); }
Result<void> FileWriter::commit() { return d->commit(); }
bool FileWriter::isFull() const { return d->isFull(); }

std::vector<RecoveredWrite> recoverWrite(const QString&, const QString&) { return {}; }
std::vector<RecoveredWrite> recoverWrites(const QString&) { return {}; }

} // namespace gateway::files
