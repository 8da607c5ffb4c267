/* SPDX-License-Identifier: MIT */
#ifndef LOFT_WORLD_KINDS_H
#define LOFT_WORLD_KINDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The enumerations of the world (INTERFACE.md, "Enumerations"). Ids are what files contain; new
 * ones are appended. Each list is X(CONSTANT, id, English label, Danish label). */

/* One main status a week. Hours and benefit stand in their own columns. `child` is everyone under
 * 18 and `pension` everyone over pension age, whatever their hours; otherwise a benefit paid that
 * week; students are `education`; otherwise hours > 0 is `employed`. */
#define STATUS_LIST(X)                                                                             \
    X(EMPLOYED, employed, "in work", "Beskæftiget")                                                \
    X(SELF_EMPLOYED, self_employed, "self-employed", "Selvstændig")                                \
    X(WAGE_SUBSIDY, wage_subsidy, "job with wage subsidy", "Job med løntilskud")                   \
    X(FLEXJOB, flexjob, "flexjob", "Fleksjob")                                                     \
    X(SHELTERED_JOB, sheltered_job, "sheltered job", "Skånejob")                                   \
    X(COMMUNITY_JOB, community_job, "community job", "Beskæftigelsesprojekt")                      \
    X(INSURED_UNEMPLOYED, insured_unemployed, "insured unemployed", "Dagpenge")                    \
    X(CASH_BENEFIT, cash_benefit, "on cash benefit", "Kontanthjælp")                               \
    X(EDUCATION_BENEFIT, education_benefit, "on education benefit", "Uddannelseshjælp")            \
    X(INTEGRATION_BENEFIT, integration_benefit, "on integration benefit", "Integrationsydelse")    \
    X(PRACTICE, practice, "in work practice", "Virksomhedspraktik")                                \
    X(LANGUAGE, language, "in language training", "Danskuddannelse")                               \
    X(COURSE, course, "on a course", "Vejledning og opkvalificering")                              \
    X(COMBINED, combined, "in a combined programme", "Kombineret forløb")                          \
    X(EDUCATION, education, "in education", "Under uddannelse")                                    \
    X(APPRENTICESHIP, apprenticeship, "apprentice", "Lærling")                                     \
    X(SICKNESS, sickness, "on sickness benefit", "Sygedagpenge")                                   \
    X(REHABILITATION, rehabilitation, "in rehabilitation", "Revalidering")                         \
    X(RESOURCE_COURSE, resource_course, "in a resource course", "Ressourceforløb")                 \
    X(JOB_CLARIFICATION, job_clarification, "in job clarification", "Jobafklaringsforløb")         \
    X(WAITING_BENEFIT, waiting_benefit, "on waiting benefit", "Ledighedsydelse")                   \
    X(PARENTAL_LEAVE, parental_leave, "on parental leave", "Barselsdagpenge")                      \
    X(DISABILITY_PENSION, disability_pension, "on disability pension", "Førtidspension")           \
    X(EARLY_RETIREMENT, early_retirement, "on early retirement pay", "Efterløn")                   \
    X(PENSION, pension, "pensioner", "Folkepension")                                               \
    X(SELF_SUPPORTED, self_supported, "without work or benefit", "Selvforsørget uden job")         \
    X(CHILD, child, "child", "Barn")

/* Residence codes. 0 .. 12 are the areas of the place's partition; the rest are these. */
enum { AREAS_MOST = 13, AREA_OUTSIDE = 13, AREA_ABROAD = 14, AREA_GONE = 15, AREA_CODES = 16 };

#define SEX_LIST(X) X(MALE, male, "men", "Mænd") X(FEMALE, female, "women", "Kvinder")

#define ORIGIN_LIST(X)                                                                             \
    X(DANISH, danish, "Danish origin", "Dansk oprindelse")                                         \
    X(WESTERN, western, "Western origin", "Vestlig oprindelse")                                    \
    X(NONWESTERN, nonwestern, "non-Western origin", "Ikke-vestlig oprindelse")

/* How somebody lives with a partner (person.couple). */
enum couple_kind { COUPLE_NONE, COUPLE_COHABITING, COUPLE_MARRIED };

/* Highest completed education. */
#define EDUCATION_LIST(X)                                                                          \
    X(BASIC, basic, "basic school", "Grundskole")                                                  \
    X(UPPER, upper_secondary, "upper secondary", "Gymnasial")                                      \
    X(VOCATIONAL, vocational, "vocational", "Erhvervsfaglig")                                      \
    X(TERTIARY, tertiary, "short or medium tertiary", "Kort eller mellemlang videregående")        \
    X(LONG, long_tertiary, "long tertiary", "Lang videregående")

#define TENURE_LIST(X)                                                                             \
    X(SOCIAL, social, "social housing", "Almen bolig")                                             \
    X(PRIVATE, private, "private rental", "Privat udlejning")                                      \
    X(OWNER, owner, "owner-occupied", "Ejerbolig")

#define CHANNEL_LIST(X)                                                                            \
    X(DIRECT, direct, "own application or advert", "Egen ansøgning eller annonce")                 \
    X(ACQUAINTANCE, acquaintance, "acquaintances", "Netværk")                                      \
    X(JOBCENTRE, jobcentre, "the jobcentre", "Jobcenter")

/* Match groups: the caseworker's verdict, by the system of the date: 1-5 until 2010, 1-3 until the
 * end of 2013, then ready for a job or for activity. Each system's groups have ids of their own. */
#define MATCH_GROUP_LIST(X)                                                                        \
    X(NONE, none, "not assessed", "Ikke visiteret")                                                \
    X(ONE, 1, "match group 1", "Matchgruppe 1")                                                    \
    X(TWO, 2, "match group 2", "Matchgruppe 2")                                                    \
    X(THREE, 3, "match group 3", "Matchgruppe 3")                                                  \
    X(FOUR, 4, "match group 4", "Matchgruppe 4")                                                   \
    X(FIVE, 5, "match group 5", "Matchgruppe 5")                                                   \
    X(READY, 2010_1, "match group 1 (2010): ready for a job", "Matchgruppe 1 (2010): jobklar")     \
    X(EFFORT, 2010_2, "match group 2 (2010): ready for an effort",                                 \
      "Matchgruppe 2 (2010): indsatsklar")                                                         \
    X(PASSIVE, 2010_3, "match group 3 (2010): temporarily passive",                                \
      "Matchgruppe 3 (2010): midlertidigt passiv")                                                 \
    X(JOB_READY, job_ready, "job-ready", "Jobparat")                                               \
    X(ACTIVITY_READY, activity_ready, "ready for activity", "Aktivitetsparat")

/* How severe an illness is. */
#define SEVERITY_LIST(X)                                                                           \
    X(NONE, none, "not ill", "Rask")                                                               \
    X(LIGHT, light, "light", "Let")                                                                \
    X(MIDDLE, middle, "middle", "Mellem")                                                          \
    X(SEVERE, severe, "severe", "Svær")

/* clang-format off */
#define AGE_BAND_LIST(X)                                                                           \
    X(0_17, 0-17, "0-17", "0-17 år")                                                             \
    X(18_24, 18-24, "18-24", "18-24 år")                                                         \
    X(25_29, 25-29, "25-29", "25-29 år")                                                         \
    X(30_39, 30-39, "30-39", "30-39 år")                                                         \
    X(40_49, 40-49, "40-49", "40-49 år")                                                         \
    X(50_59, 50-59, "50-59", "50-59 år")                                                         \
    X(60_64, 60-64, "60-64", "60-64 år")                                                         \
    X(65, 65+, "65+", "65 år og derover")
/* clang-format on */

/* Employment definitions, columns of an 18-64 year old. Headline: e2. */
#define EMPLOYMENT_LIST(X)                                                                         \
    X(E1, e1, "any ordinary hour", "Mindst én ordinær time")                                       \
    X(E2, e2, "in work, 20+ hours", "I arbejde, 20+ timer")                                        \
    X(E3, e3, "ordinary hours and no benefit", "Ordinære timer uden ydelse")                       \
    X(E4, e4, "in work, 20+ hours, or in education", "I arbejde eller uddannelse")                 \
    X(E5, e5, "clarified: pension, flexjob or sheltered job", "Afklaret")

#define KIND_ENUM_STATUS(NAME, id, en, da) STATUS_##NAME,
enum status { STATUS_LIST(KIND_ENUM_STATUS) STATUSES };
#define KIND_ENUM_SEX(NAME, id, en, da) SEX_##NAME,
enum sex { SEX_LIST(KIND_ENUM_SEX) SEXES };
#define KIND_ENUM_ORIGIN(NAME, id, en, da) ORIGIN_##NAME,
enum origin { ORIGIN_LIST(KIND_ENUM_ORIGIN) ORIGINS };
#define KIND_ENUM_EDUCATION(NAME, id, en, da) EDUCATION_##NAME,
enum education { EDUCATION_LIST(KIND_ENUM_EDUCATION) EDUCATIONS };
#define KIND_ENUM_TENURE(NAME, id, en, da) TENURE_##NAME,
enum tenure { TENURE_LIST(KIND_ENUM_TENURE) TENURES };
#define KIND_ENUM_CHANNEL(NAME, id, en, da) CHANNEL_##NAME,
enum channel { CHANNEL_LIST(KIND_ENUM_CHANNEL) CHANNELS };
#define KIND_ENUM_AGE_BAND(NAME, id, en, da) AGE_BAND_##NAME,
enum age_band { AGE_BAND_LIST(KIND_ENUM_AGE_BAND) AGE_BANDS };
#define KIND_ENUM_MATCH_GROUP(NAME, id, en, da) MATCH_GROUP_##NAME,
enum match_group { MATCH_GROUP_LIST(KIND_ENUM_MATCH_GROUP) MATCH_GROUPS };
#define KIND_ENUM_SEVERITY(NAME, id, en, da) SEVERITY_##NAME,
enum severity { SEVERITY_LIST(KIND_ENUM_SEVERITY) SEVERITIES };
#define KIND_ENUM_EMPLOYMENT(NAME, id, en, da) EMPLOYMENT_##NAME,
enum employment { EMPLOYMENT_LIST(KIND_ENUM_EMPLOYMENT) EMPLOYMENTS };

/* Names of an enumeration: ids and labels in both languages. */
struct kind {
    const char *name; /* "status" */
    const char *const *ids;
    const char *const *english;
    const char *const *danish;
    size_t count;
};
extern const struct kind kind_status, kind_sex, kind_origin, kind_education, kind_tenure,
    kind_channel, kind_age_band, kind_employment, kind_match_group;

/* Row of an id, or -1. */
int kind_find(const struct kind *kind, const char *id);

/* Age band of completed years. */
enum age_band kind_age_band_of(int years);

/* The employment definitions that a person of this status and these ordinary weekly hours meets, as
 * bits 1 << enum employment. Age is not looked at. */
unsigned kind_employment_bits(enum status status, int hours);

/* True for a status between child and pension: how the model tells who is 18-64. */
static inline bool kind_is_working_age(enum status status)
{
    return status != STATUS_CHILD && status != STATUS_PENSION;
}

/* True for the schemes of cash benefit: cash, education and integration benefit. */
static inline bool kind_is_assistance(enum status status)
{
    return status == STATUS_CASH_BENEFIT || status == STATUS_EDUCATION_BENEFIT ||
           status == STATUS_INTEGRATION_BENEFIT;
}

/* True for the kinds of activation: on a programme place. */
static inline bool kind_is_programme(enum status status)
{
    return status >= STATUS_PRACTICE && status <= STATUS_COMBINED;
}

/* True for recipients of cash benefit, whatever the scheme, on a programme place or not: those who
 * have a caseworker. */
static inline bool kind_is_recipient(enum status status)
{
    return kind_is_assistance(status) || kind_is_programme(status);
}

/* True while it is being clarified what somebody who is ill can do. */
static inline bool kind_is_clarification(enum status status)
{
    return status == STATUS_REHABILITATION || status == STATUS_RESOURCE_COURSE ||
           status == STATUS_JOB_CLARIFICATION;
}

/* True for a status that is a public benefit (paid to the person that week). */
bool kind_is_benefit(enum status status);

#endif
