#pragma once

#include "ui/models/autostart.h"

#include <QStringList>

#include <memory>

namespace app {

/// The start with the session on this platform. `program`: absolute path of what
/// is started, with `arguments`.
std::unique_ptr<ui::models::Autostart> makeAutostart(const QString& program, const QStringList& arguments, const QString& memoryFile);

} // namespace app
