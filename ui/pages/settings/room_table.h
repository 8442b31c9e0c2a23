#pragma once

#include <QString>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ui::pages {

/// Of what a part of a room is: of the whole file, or of each provider or route.
enum class RoomScope { File, Providers, Routes };

struct RoomSection {
    const char* heading; ///< of the context "ui::fields::FieldWords"
    std::vector<const char*> paths; ///< from the scope's object
};

struct RoomPart {
    RoomScope scope = RoomScope::File;
    std::vector<RoomSection> sections;
};

/// A room of settings that are fields of the configuration.
struct FieldRoomEntry {
    const char* id;
    std::vector<RoomPart> parts;
};

const std::vector<FieldRoomEntry>& fieldRooms();
/// "", "providers[]", "routes[]".
std::string baseOf(RoomScope scope);

/// Where a field of the configuration is set: in which room of the settings.
struct SettingPlace {
    std::string room;
    std::string pattern; ///< of the configuration
    QString name() const;
    QString sentence() const;
};

/// Every row of the settings, in their order. Main thread.
std::vector<SettingPlace> settingPlaces();

} // namespace ui::pages
