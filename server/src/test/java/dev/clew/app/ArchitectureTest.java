// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// Which way arrows may point. A rule that no longer checks anything fails, so a rename cannot
/// switch it off.
class ArchitectureTest {

  private static final JavaClasses CLEW =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.clew")
          .that(JavaClass.Predicates.resideOutsideOfPackage("dev.clew.testkit.."));

  private static final List<String> FEATURES =
      List.of(
          "traces",
          "inventory",
          "sessions",
          "usage",
          "findings",
          "map",
          "compare",
          "sql",
          "runs",
          "metrics",
          "logs",
          "prometheus",
          "dropin",
          "forward",
          "budgets",
          "alerts",
          "dashboards");

  @Test
  void looksAtTheWholeServer() {
    assertThat(CLEW).hasSizeGreaterThan(200);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("dev.clew.(*)..").should().beFreeOfCycles().check(CLEW);
  }

  @Test
  void featuresDoNotKnowEachOther() {
    for (var feature : FEATURES) {
      var others =
          FEATURES.stream()
              .filter(other -> !other.equals(feature))
              .map(other -> "dev.clew." + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("dev.clew." + feature + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLEW);
    }
  }

  @Test
  void modelImportsOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage("dev.clew.model")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.clew.model", "java..", "org.jspecify..")
        .check(CLEW);
  }

  @Test
  void accountsOfTokensAreMadeWithoutAStore() {
    classes()
        .that()
        .resideInAPackage("dev.clew.ledger.accounting")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.clew.ledger.accounting",
            "dev.clew.model",
            "dev.clew.prices",
            "java..",
            "org.jspecify..")
        .check(CLEW);
  }

  @Test
  void modelIsValues() {
    classes()
        .that()
        .resideInAPackage("dev.clew.model")
        .and()
        .areNotAssignableTo(Throwable.class)
        .and()
        .doNotHaveSimpleName("package-info")
        .should(
            ArchConditions.be(
                DescribedPredicate.describe(
                    "a record, an enum or an interface",
                    (JavaClass c) -> c.isRecord() || c.isEnum() || c.isInterface())))
        .check(CLEW);
  }

  @Test
  void onlyTheMainPackageKnowsEverything() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.clew.app")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.clew.app")
        .check(CLEW);
  }

  @Test
  void librariesStayWhereTheyBelong() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.clew.http", "dev.clew.otlp", "dev.clew.app")
        .and()
        .haveNameNotMatching(".*Api(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.linecorp.armeria..")
        .check(CLEW);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.clew.admin")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql")
        .check(CLEW);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.clew.engine")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign")
        .check(CLEW);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry.proto..")
        .allowEmptyShould(false)
        .check(CLEW);
  }

  @Test
  void namesSayWhatAClassIs() {
    for (var suffix :
        List.of(
            "Manager",
            "Helper",
            "Util",
            "Utils",
            "Impl",
            "DTO",
            "VO",
            "DAO",
            "Processor",
            "Handler",
            "Common",
            "Base")) {
      noClasses().should().haveSimpleNameEndingWith(suffix).check(CLEW);
    }
  }

  @Test
  void timeIsGivenNotTaken() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.clew.engine")
        .should()
        .callMethod(Instant.class, "now")
        .check(CLEW);
  }

  @Test
  void everyPackageIsNullMarked() {
    for (var javaPackage : CLEW.getPackage("dev.clew").getSubpackagesInTree()) {
      if (javaPackage.getClasses().stream()
          .anyMatch(c -> !c.getModifiers().contains(JavaModifier.SYNTHETIC))) {
        assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
            .as("%s has a package-info with @NullMarked", javaPackage.getName())
            .isTrue();
      }
    }
  }
}
