#include "data_folder_lock.h"

#include <QFile>

namespace gateway::host {

// The owner denies writing to everybody else.
bool isLocked(const QString& file)
{
    QFile held(file);
    return held.exists() && !held.open(QIODevice::ReadWrite | QIODevice::ExistingOnly);
}

} // namespace gateway::host
